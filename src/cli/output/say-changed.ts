// What to apply after a change: the objects that differ from what the folder contained, and the command for exactly these.
import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { counted } from '../../diagnostics/shown.ts';
import { visibleLine } from '../../diagnostics/visible.ts';
import type { ChangedObject } from '../../files/changed-objects.ts';
import { planWrite, type WritePlan } from '../../files/plan.ts';
import { shellWord } from '../../files/quote.ts';
import { type Intent, PART_OF } from '../../model/intent.ts';
import { inPlace } from '../../objects/shown-name.ts';
import { FILES } from '../../stages.ts';
import { type Environment, type Options, UserError, type Voice } from '../environment.ts';
import type { Built } from './build-output.ts';

/** With more files, the command for the whole folder is shorter, and takes a few seconds at most. */
const MOST_FILES = 20;
const MOST_NAMES = 5;
/** The folder of the unit that a file belongs to. */
const UNIT = /^(.*?)\/?\d\d-[^/]*(?:\/[^/]+)?$/;

const nameOf = ({ kind, namespace, name }: ChangedObject): string => `${kind} ${inPlace(namespace, name)}`;

const named = (objects: readonly ChangedObject[]): string =>
  objects.length <= MOST_NAMES
    ? objects.map(nameOf).join(', ')
    : `${objects.slice(0, MOST_NAMES).map(nameOf).join(', ')}, and ${objects.length - MOST_NAMES} more`;

const isApplied = ({ does }: ChangedObject): boolean => does !== 'delete';

const filesOf = (objects: readonly ChangedObject[]): string[] => [
  ...new Set(objects.filter(isApplied).map((o) => o.file)),
];

/** The commands that apply the units of files, whole. */
const wholeUnits = (shown: string, files: readonly string[]): string[] =>
  [...new Set(files.map((file) => join(shown, UNIT.exec(file)?.[1] ?? '')))].map(
    (folder) => `kubectl apply -k ${shellWord(folder)}`,
  );

/**
 * The commands that apply the changed objects in the order of the kustomization, without the others. None if Argo CD or Flux
 * applies the folder.
 */
export const applyCommands = (
  shown: string,
  intents: readonly Pick<Intent, 'delivery'>[],
  objects: readonly ChangedObject[],
): string[] => {
  const tool = intents[0]?.delivery?.tool ?? 'kustomize';
  const files = filesOf(objects);
  if (tool !== 'kustomize' || files.length === 0) return [];
  if (files.length > MOST_FILES) return wholeUnits(shown, files);
  return [`kubectl apply ${files.map((file) => `-f ${shellWord(`${shown}/${file}`)}`).join(' \\\n  ')}`];
};

/** The plan against a copy of the output folder as it was applied; undefined: --changed-since is not set. */
export const planSince = (
  environment: Environment,
  { changedSince }: Options,
  { files, folder }: Pick<Built, 'files' | 'folder'>,
): WritePlan | undefined => {
  if (typeof changedSince !== 'string') return undefined;
  const shown = visibleLine(join(changedSince, folder));
  const refused = (why: string): UserError =>
    new UserError(
      `--changed-since: ${why}. Pass a copy of the output folder as it was applied, such as the one in a git worktree of the last release.`,
    );
  if (changedSince.trim() === '') throw refused("'' is not a folder name");
  const dir = resolve(environment.cwd, changedSince, folder);
  if (!statSync(dir, { throwIfNoEntry: false })?.isDirectory()) throw refused(`there is no folder ${shown}`);
  const plan = planWrite(dir, files);
  if (plan.unchanged.length + plan.former.size === 0) throw refused(`${shown} contains no generated file`);
  return plan;
};

/** The list of --changed-list: one object in each line, in apply order, with tabs between the fields. */
export const listText = (shown: string, objects: readonly ChangedObject[]): string =>
  objects
    .map((o) =>
      [o.does, `${shown}/${o.file}`, o.kind, inPlace(o.namespace, o.name)]
        .map((field) => visibleLine(field))
        .join('\t'),
    )
    .map((line) => `${line}\n`)
    .join('');

/** The objects and their commands for programs. */
export const changesForPrograms = (
  shown: string,
  intents: readonly Pick<Intent, 'delivery'>[],
  objects: readonly ChangedObject[],
) => ({
  objects: objects.map(({ text: _, ...object }) => object),
  apply: applyCommands(shown, intents, objects),
});

/** Whether a run changes objects of a folder. In one that did not exist, or was of another gateway, everything is new. */
export const isChange = ({ former, otherGateway }: WritePlan): boolean => former.size > 0 && otherGateway === undefined;

const sayDeleted = (
  voice: Voice,
  shown: string,
  { files, intents }: Pick<Built, 'files' | 'intents'>,
  deleted: readonly ChangedObject[],
): void => {
  const label = `${PART_OF}: ${intents[0]?.gateway.name}\n`;
  const how = !deleted.every(({ text }) => text.includes(label))
    ? 'Delete them yourself: prune.sh does not list objects with the labels of another gateway'
    : files.has(FILES.prune)
      ? `Afterwards, run ${shellWord(`${shown}/${FILES.prune}`)} --delete`
      : '"Change" in README.md of its folder describes how to delete what is left';
  voice.talk(
    `${counted(deleted.length, 'object')} ${deleted.length === 1 ? 'is' : 'are'} no longer generated: ${named(deleted)}. ${how}.`,
  );
};

/** Prints what changed and the command for it. `since`: the copy to which --changed-since compares. */
export const sayChanged = (
  voice: Voice,
  shown: string,
  since: unknown,
  built: Pick<Built, 'intents' | 'files'>,
  objects: readonly ChangedObject[],
): void => {
  const base = since === undefined ? `${shown}/ contained before this run` : `${visibleLine(String(since))} contains`;
  const files = filesOf(objects);
  if (objects.length === 0) {
    const hint = since === undefined ? ' To compare with what was applied, pass --changed-since DIR.' : '';
    voice.talk(`No object differs from what ${base}.${hint}`);
  }
  if (files.length > 0) {
    const applied = objects.filter(isApplied);
    voice.talk(`${counted(applied.length, 'object')} changed: ${named(applied)}.`);
  }
  const commands = applyCommands(shown, built.intents, objects);
  const copy = (command: string): void => voice.copyable(`  ${command.replaceAll('\n', '\n  ')}`);
  if (commands.length > 0 && files.length <= MOST_FILES) {
    voice.talk(`If the cluster has what ${base}, apply only the change:`);
    commands.forEach(copy);
    voice.talk('Otherwise, apply everything:');
  }
  if (commands.length > 0) wholeUnits(shown, files).forEach(copy);
  const deleted = objects.filter((o) => !isApplied(o));
  if (deleted.length > 0) sayDeleted(voice, shown, built, deleted);
};
