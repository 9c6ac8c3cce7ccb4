// What an import on an existing answers file reports: changes, conflicts, and services of other sources.
import { UNDECIDED } from '../../answers/schema/auth-schema.ts';
import { flow, isTree } from '../../answers/yaml-layout.ts';
import { quote } from '../../diagnostics/shown.ts';
import { visibleLine } from '../../diagnostics/visible.ts';
import type { Difference } from '../../importers/again/merge-values.ts';
import type { ImportResult } from '../../importers/run-import.ts';
import { idOf, indexOf } from '../../importers/written/text-index.ts';
import type { Merged } from './again-merge.ts';
import type { Target } from './again-target.ts';

const LONGEST = 60;

/** A value in a message, in one line. */
const shown = (value: unknown): string => {
  const text = typeof value === 'string' ? value : flow(value);
  return text.length > LONGEST || /[^ -~]/.test(text) ? quote(visibleLine(text), LONGEST) : text;
};

/** A file and a line, for results in JSON as well. */
interface FileLine {
  readonly file: string;
  readonly line: number;
}

/** Keys of lists, and those of their only entry. */
const SINGULAR: Readonly<Record<string, string>> = { paths: 'path', hostnames: 'hostname', backends: 'backend' };

/** `path` for `paths`, and the inverse. */
const otherSpelling = (path: readonly string[]): string[] => {
  const key = path.at(-1)!;
  const plural = Object.keys(SINGULAR).find((k) => SINGULAR[k] === key);
  return [...path.slice(0, -1), SINGULAR[key] ?? plural ?? key];
};

/** A list of one entry as it is usually written: `path` in place of `paths`. */
export const asWritten = (d: Difference): Difference => {
  const [key, one] = [d.path.at(-1)!, SINGULAR[d.path.at(-1)!]];
  const single = (v: unknown): unknown => {
    const [first] = Array.isArray(v) ? (v as unknown[]) : [];
    return isTree(first) && Object.keys(first).length === 1 && key === 'backends' ? first.backend : first;
  };
  const isSingle = (v: unknown): boolean =>
    v === undefined || (Array.isArray(v) && v.length === 1 && (key !== 'backends' || single(v) !== v[0]));
  if (one === undefined || ![d.base, d.ours, d.theirs].every(isSingle)) return d;
  return { path: [...d.path.slice(0, -1), one], base: single(d.base), ours: single(d.ours), theirs: single(d.theirs) };
};

/** Where the answers file has a key, or the nearest key around it. */
const placeInFile = (target: Target): ((path: readonly string[]) => FileLine) => {
  const { places } = indexOf(target.previous ?? '');
  return (path) => {
    for (let depth = path.length; depth > 0; depth--) {
      const key = path.slice(0, depth);
      const place = places.get(idOf(key)) ?? places.get(idOf(otherSpelling(key)));
      if (place) return { file: target.shown, line: place.line + 1 };
    }
    return { file: target.shown, line: 1 };
  };
};

/** Where the source has what became a key; undefined: it no longer has it. */
const placeInSource = ({ origins, objects }: ImportResult): ((path: readonly string[]) => FileLine | undefined) => {
  // A part of a key has the place of the key, and a key that of its first part.
  const byKey = new Map<string, readonly { place: FileLine }[]>(objects);
  for (const [key, nodes] of origins) {
    const steps = key.split('.');
    for (let depth = steps.length; depth > 2; depth--) {
      const at = steps.slice(0, depth).join('.');
      if (nodes.length > 0 && (depth === steps.length || !byKey.has(at))) byKey.set(at, nodes);
    }
    if (nodes.length > 0 && steps.length <= 2) byKey.set(key, nodes);
  }
  return (path) => {
    for (let depth = path.length; depth > 0; depth--) {
      const key = path.slice(0, depth);
      const [node] = byKey.get(key.join('.')) ?? byKey.get(otherSpelling(key).join('.')) ?? [];
      if (node) return { file: node.place.file, line: node.place.line };
    }
    return undefined;
  };
};

const at = (place: FileLine | undefined): string => (place ? `${visibleLine(place.file)}:${place.line}` : 'the source');

/** The key as a person writes it. */
export const keyOf = (path: readonly string[]): string => path.map((p) => visibleLine(p)).join('.');

/** A conflict in JSON: both values, and where they are. */
export const conflictsOf = (target: Target, { conflicts }: Merged, result: ImportResult) => {
  const [inFile, inSource] = [placeInFile(target), placeInSource(result)];
  return conflicts.map(asWritten).map(({ path, base, ours, theirs, instead }) => ({
    key: keyOf(path),
    lastImport: base ?? null,
    file: { ...inFile(path), value: ours ?? null },
    ...(instead && { protects: { ...inFile(instead.path), key: keyOf(instead.path), value: instead.auth ?? null } }),
    source: { ...(theirs === undefined ? undefined : inSource(path)), value: theirs ?? null },
  }));
};

const fixOf = (path: readonly string[], ours: unknown, theirs: unknown): string => {
  const key = path.at(-1)!;
  if (theirs === UNDECIDED) return 'Check that it requires what the source requires.';
  if (theirs === undefined) return `To follow the source, remove ${keyOf(path)}.`;
  if (isTree(theirs))
    return ours === undefined
      ? `To have it again, add ${keyOf(path)}.`
      : `To follow the source, replace ${keyOf(path)}.`;
  return `To follow the source, write ${key}: ${shown(theirs)}`;
};

/** What the file has for the access of a service. */
const accessOf = ({ path, auth, allow }: NonNullable<Difference['instead']>): string =>
  auth === undefined && allow === undefined
    ? `no longer has ${keyOf(path)}`
    : `has ${[auth === undefined ? [] : `auth: ${shown(auth)}`, allow === undefined ? [] : `allow: ${shown(allow)}`].flat().join(' and ')} for ${keyOf(path)}`;

/** The lines about conflicts: both values with their places, and what to do. */
export const conflictLines = (target: Target, merged: Merged, result: ImportResult): string[] => {
  const [inFile, inSource] = [placeInFile(target), placeInSource(result)];
  const isFirst = target.sources === undefined;
  return [
    ...merged.conflicts.map(asWritten).flatMap(({ path, base, ours, theirs, instead }) => {
      if (instead)
        return [
          `Conflict: ${keyOf(path)}`,
          `  ${at(inSource(path))} gives ${shown(theirs)}.`,
          `  ${at(inFile(instead.path))} ${accessOf(instead)}. Requests for it would get there.`,
          `  The file has auth: undecided. Write ${shown(theirs)} to follow the source, or another method.`,
        ];
      const was = base === undefined || isFirst ? '' : `, and the last import wrote ${shown(base)}`;
      const here = ours === undefined ? 'no longer has it' : `has ${shown(ours)}`;
      const there =
        theirs === undefined
          ? 'the source no longer has it'
          : theirs === UNDECIDED
            ? `${at(inSource(path))} has an authentication that cannot be translated`
            : `${at(inSource(path))} gives ${shown(theirs)}`;
      return [
        `Conflict: ${keyOf(path)}`,
        `  ${at(inFile(path))} ${here}${was}.`,
        `  ${there}.`,
        `  The file was not changed here. ${fixOf(path, ours, theirs)}`,
      ];
    }),
    ...merged.owned.map(
      ({ name, kind }) =>
        `Conflict: services.${name}\n  A service for its host and path comes from ${kind}. It was left out: a service has one source.`,
    ),
  ];
};

/** Changes as a short diff. */
export const changeLines = ({ changes }: Merged): string[] =>
  changes
    .map(asWritten)
    .map(({ path, ours, theirs }) =>
      theirs === undefined
        ? `- ${keyOf(path)}${isTree(ours) ? '' : `: ${shown(ours)}`}`
        : ours === undefined
          ? `+ ${keyOf(path)}${isTree(theirs) ? '' : `: ${shown(theirs)}`}`
          : `~ ${keyOf(path)}: ${shown(ours)} -> ${shown(theirs)}`,
    );

/** Losses that the last report did not list, as lines. */
export const lossLines = ({ fresh }: Merged): string[] =>
  [...(fresh ?? [])].map(({ node, what, code }) => {
    const { file, line, column } = node.place;
    return `! ${visibleLine(file)}:${line}:${column} ${visibleLine(what)} [${code}]`;
  });

/** The same in JSON. */
export const newLossesOf = ({ fresh }: Merged) =>
  [...(fresh ?? [])].map(({ node, code, verdict, what }) => {
    const { file, line, column } = node.place;
    return { file, line, column, pointer: node.pointer, verdict, code, what };
  });
