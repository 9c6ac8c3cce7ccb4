// Whether a folder may be written: only one with generated files, or an empty one.

import { existsSync, lstatSync, readdirSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { listed } from '../diagnostics/shown.ts';
import { FILES } from '../stages.ts';
import { isOfSeveral } from './answers-origin.ts';
import { isRunFolder } from './journal.ts';
import { identityIn, isMarked, listedUnits, lookAt, readFound } from './ours.ts';
import type { OutputFile } from './render.ts';

/** Files in a folder that counts as empty: placeholders, and files that operating systems create. */
const NOTHING: ReadonlySet<string> = new Set([
  '.gitkeep',
  '.gitignore',
  '.gitattributes',
  '.DS_Store',
  'Thumbs.db',
  'lost+found',
  'api-gateway.schema.json',
  'team.schema.json',
]);

/** Names of a list in a message. */
export const namesOf = (list: readonly string[]): string => listed(list, 3);

/** Folders with a runbook of their own: '' and units. */
const unitsIn = (files: ReadonlyMap<string, OutputFile>): string[] =>
  [...files.keys()].flatMap((p) =>
    p === FILES.runbook || p.endsWith(`/${FILES.runbook}`) ? [p.slice(0, -FILES.runbook.length - 1)] : [],
  );

/** Whether the existing runbook and the new one are of the same gateway or team. */
const isSameUnit = (dir: string, unit: string, files: ReadonlyMap<string, OutputFile>): boolean => {
  const name = unit === '' ? FILES.runbook : `${unit}/${FILES.runbook}`;
  const found = readFound(join(dir, name));
  return (
    found !== undefined &&
    found.origin !== 'foreign' &&
    identityIn(found.text).title === identityIn(files.get(name)?.text ?? '').title
  );
};

interface Wanted {
  readonly dir: string;
  readonly files: ReadonlyMap<string, OutputFile>;
  /** The answers files of this run, which may be in the folder. */
  readonly answers: readonly string[];
  readonly units: readonly string[];
}

/** Entries of a folder that are neither answers files of this run nor units that it generates. */
const strangers = (at: string, wanted: Wanted): string[] => {
  const { dir, files, answers, units } = wanted;
  return readdirSync(join(dir, at)).flatMap((name) => {
    const path = at === '' ? name : `${at}/${name}`;
    const whole = join(dir, path);
    if (isRunFolder(name) || answers.includes(whole) || (at === '' && NOTHING.has(name))) return [];
    if (answers.some((a) => join(dir, at, `.${relative(join(dir, at), a)}.draft.json`) === whole)) return [];
    if (!lstatSync(whole).isDirectory()) return [path];
    if (units.includes(path)) return isSameUnit(dir, path, files) ? [] : [path];
    const leads = units.some((u) => u.startsWith(`${path}/`)) || answers.some((a) => a.startsWith(whole + sep));
    return leads ? strangers(path, wanted) : [path];
  });
};

/**
 * Why nothing may be written into a folder, or undefined. `answers`: absolute paths of the answers files, since they may be in
 * the folder.
 */
export const refusalOf = (
  dir: string,
  files: ReadonlyMap<string, OutputFile>,
  answers: readonly string[],
): string | undefined => {
  if (!lookAt(dir)) return undefined;
  if (!statSync(dir, { throwIfNoEntry: false })?.isDirectory()) return 'it is not a folder';
  if (existsSync(join(dir, '.git'))) return 'it is the top folder of a Git repository; choose a folder in it';
  const units = unitsIn(files).filter((u) => u !== '');
  if (!isMarked(dir)) {
    const others = strangers('', { dir, files, answers, units });
    if (others.length === 0) return undefined;
    return `it is not empty (${namesOf(others.sort())}) and has no file of eg-api-gateway at its top level; choose an empty folder with -o, such as -o gateway`;
  }
  const listed = new Set(listedUnits(dir));
  const taken = units.filter((u) => !listed.has(u) && existsSync(join(dir, u)) && !isSameUnit(dir, u, files));
  const used = taken.filter((u) => !statSync(join(dir, u)).isDirectory() || readdirSync(join(dir, u)).length > 0);
  if (used.length === 0) return undefined;
  return `${namesOf(used)} in it ${used.length === 1 ? 'was' : 'were'} not generated from these answers; move ${used.length === 1 ? 'it' : 'them'} away, or choose another folder`;
};

/** The other gateway that a folder was generated for, if both the title and the answers file differ; or the other environment. */
export const otherGateway = (dir: string, files: ReadonlyMap<string, OutputFile>): string | undefined => {
  const found = readFound(join(dir, FILES.runbook));
  if (!found || found.origin === 'foreign') return undefined;
  const [was, is] = [identityIn(found.text), identityIn(files.get(FILES.runbook)?.text ?? '')];
  if (was.source === is.source || was.source === undefined) return undefined;
  // Files that are merged in different combinations are different environments, even of one host name.
  const isEnvironment = [was.source, is.source ?? ''].some(isOfSeveral);
  if (was.title === is.title && !isEnvironment) return undefined;
  return `it was generated from ${was.source} (${was.title})`;
};
