// `--dry-run`: what a run would write.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { counted } from '../../diagnostics/shown.ts';
import { visibleLine } from '../../diagnostics/visible.ts';
import { changedObjects } from '../../files/changed-objects.ts';
import type { WritePlan } from '../../files/plan.ts';
import { type Environment, EXIT, type Options, type Voice } from '../environment.ts';
import { jsonText } from '../result/json-text.ts';
import type { Built } from './build-output.ts';
import { changesForPrograms, listText } from './say-changed.ts';

/** A file, and what a run would do with it. */
type Row = readonly [does: 'create' | 'change' | 'overwrite' | 'refuse' | 'remove' | 'keep', file: string];

const WIDTH = 'overwrite'.length;

/** The row of a file that a run writes outside of the output folder. */
export const rowOf = (environment: Environment, shown: string): Row => [
  existsSync(resolve(environment.cwd, shown)) ? 'change' : 'create',
  shown,
];

/** The keys that --generate-keys would create; existing ones are kept. */
const keyRows = (environment: Environment, folder: unknown, built: Built): Row[] =>
  typeof folder !== 'string'
    ? []
    : built.intents
        .flatMap((i) => i.secrets)
        .filter((s) => s.generated)
        .flatMap(({ name, keys }) => keys.map(([client]) => join(folder, name, client)))
        .map((shown) => [existsSync(resolve(environment.cwd, shown)) ? 'keep' : 'create', shown]);

/** Prints what a run would write, and that nothing was written. `others`: files outside of the output folder. */
export const dryRun = (
  environment: Environment,
  voice: Voice,
  options: Options,
  {
    built,
    plan,
    shown,
    others = [],
    base = plan,
  }: {
    built: Built;
    plan: WritePlan;
    shown: string;
    others?: readonly Row[];
    /** What the objects are compared with. */
    base?: WritePlan;
  },
): number => {
  const { created, changed, unchanged, removed, kept, blocked } = plan;
  const keys = keyRows(environment, options.generateKeys, built);
  if (options.json === true) {
    const more = [...others, ...keys].map(([does, file]) => ({ does, file }));
    const lists = { created, changed, unchanged, removed, kept, blocked, otherFiles: more };
    const toApply = changesForPrograms(shown, built.intents, changedObjects(base));
    voice.result(jsonText({ ok: true, dryRun: true, output: shown, ...lists, ...toApply }));
    return EXIT.fine;
  }
  const inFolder = (does: Row[0], files: readonly string[]): Row[] => files.map((p) => [does, `${shown}/${p}`]);
  const isForced = options.force === true;
  const rows = [
    ...others,
    ...inFolder('create', created),
    ...inFolder('change', changed),
    ...inFolder(isForced ? 'overwrite' : 'refuse', blocked),
    ...inFolder('remove', removed),
    ...inFolder('keep', kept),
    ...keys,
  ];
  const ofFiles = (): string => rows.map(([does, file]) => `${does.padEnd(WIDTH)} ${visibleLine(file)}\n`).join('');
  voice.result(options.changedList === true ? listText(shown, changedObjects(base)) : ofFiles());
  const toChange = changed.length + (isForced ? blocked.length : 0);
  voice.talk(
    `${shown}: ${created.length} to create, ${toChange} to change, ${removed.length} to remove, ${unchanged.length} unchanged`,
  );
  if (blocked.length > 0 && !isForced)
    voice.talk(
      `The run would stop, because ${counted(blocked.length, 'file')} (refuse) ${blocked.length === 1 ? 'was' : 'were'} edited by hand. --force overwrites ${blocked.length === 1 ? 'it' : 'them'}.`,
    );
  voice.talk('Nothing was written (--dry-run).');
  return EXIT.fine;
};
