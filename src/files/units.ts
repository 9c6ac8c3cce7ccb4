// The folder of an app of apps: one unit for the platform, one for each team, and the objects of the delivery tool.
import codeowners from '../../templates/codeowners.hbs';
import spec from '../../templates/units.md.hbs';
import type { Intent } from '../model/intent.ts';
import { type DeliveryFile, folderOfTeam, PLATFORM } from '../resources/delivery/unit.ts';
import { FILES } from '../stages.ts';
import { ANSWERS_FILE } from '../values/defaults.ts';
import { fileNamed, filesNamed, generateCommand, namedInHeaders } from './answers-origin.ts';
import { withChecksum } from './checksum.ts';
import { yamlHeader } from './header.ts';
import { everythingOf } from './kubectl-selector.ts';
import { withOverview } from './overview.ts';
import { unitsPicture } from './picture/units-picture.ts';
import type { OutputFile } from './render.ts';
import { teamWords } from './team-words.ts';
import { fill } from './template.ts';
import { validateOptions } from './validate-options.ts';
import { wayBack } from './way-back.ts';
import { emitYaml } from './yaml.ts';

/** Answers file and version that the files name. */
interface By {
  readonly answersFile: string;
  readonly toolVersion: string;
}

const plain = (text: string, style: 'hash' | 'markdown'): OutputFile => ({
  text: withChecksum(text, style),
  executable: false,
});

const kustomization = (words: 'units' | 'flux-units', path: string, resources: readonly string[], by: By): OutputFile =>
  plain(
    `${yamlHeader(words, path, by)}${emitYaml({
      apiVersion: 'kustomize.config.k8s.io/v1beta1',
      kind: 'Kustomization',
      ...(words === 'units' && { sortOptions: { order: 'fifo' } }),
      resources: [...resources],
    })}`,
    'hash',
  );

/** Teams whose commands are printed. */
const MOST_COMMANDS = 20;

const overview = (intent: Intent, by: By): OutputFile => {
  const { delivery: d, teams } = intent;
  const folders = teams!.teams.map((t) => ({ folder: folderOfTeam(t.name) }));
  const text = fill(spec, 'markdown', {
    ...by,
    back: wayBack(intent, 0),
    listed: folders.slice(0, MOST_COMMANDS),
    more: Math.max(0, folders.length - MOST_COMMANDS),
    options: validateOptions(intent),
    gateway: intent.gateway.name,
    file: fileNamed(by.answersFile) ?? '',
    generate: generateCommand(by.answersFile),
    generateTeam: generateCommand(by.answersFile, '--team', 'NAME'),
    output: intent.output,
    hostname: intent.gateway.hostname,
    selector: everythingOf(intent),
    namespace: intent.gateway.namespace,
    argocd: d!.tool === 'argocd',
    flux: d!.tool === 'flux',
    byHand: d!.tool === 'kustomize',
    repository: d!.repository,
    revision: d!.revision,
    path: d!.path,
    platformOwners: teams!.owners.join(' '),
    teams: teams!.teams.map((t) => ({
      ...teamWords(t),
      folder: folderOfTeam(t.name),
      owners: t.owners.join(' ') || t.group,
    })),
  });
  return plain(withOverview(text, { text: unitsPicture(intent), marked: false, grouped: false }), 'markdown');
};

/**
 * The last matching line wins. So the lines of the platform are before and after those of the teams: the first lines cover what no
 * team owns, and the last ones belong to the platform whatever file names a team uses.
 */
const ownersFile = (intent: Intent, by: By): OutputFile => {
  const { owners, teams } = intent.teams!;
  const folder = `/${intent.delivery!.path}`;
  const { tool } = intent.delivery!;
  const named = filesNamed(by.answersFile);
  const lines = (patterns: readonly string[], who: readonly string[]): { line: string }[] =>
    who.length === 0 ? [] : patterns.map((p) => ({ line: `${p} ${who.join(' ')}` }));
  return plain(
    fill(codeowners, 'yaml', {
      ...by,
      named: namedInHeaders(by.answersFile),
      first: lines(
        ['*', ...(named.length > 0 ? named : [ANSWERS_FILE]).map((f) => `**/${f.split('/').at(-1)!}`)],
        owners,
      ),
      lines: teams.flatMap((t) =>
        lines(
          [`${folder}/${folderOfTeam(t.name)}/`, ...(t.answersFile === undefined ? [] : [`**/${t.answersFile}`])],
          t.owners,
        ),
      ),
      last: lines(
        [`${folder}/*`, `${folder}/${PLATFORM}/`, ...(tool === 'kustomize' ? [] : [`${folder}/${tool}/`])],
        owners,
      ),
      unowned: owners.length === 0,
      missing: teams
        .filter((t) => t.owners.length === 0)
        .map((t) => t.name)
        .join(', '),
    }),
    'hash',
  );
};

/**
 * Files that belong to no unit: the overview, CODEOWNERS, and the objects of the delivery tool. They depend only on the platform's
 * model, so a change of a team never changes them.
 */
export const unitFiles = (intent: Intent, delivery: readonly DeliveryFile[], by: By): Map<string, OutputFile> => {
  const units = [PLATFORM, ...intent.teams!.teams.map((t) => folderOfTeam(t.name))];
  return new Map<string, OutputFile>([
    [FILES.runbook, overview(intent, by)],
    [FILES.codeOwners, ownersFile(intent, by)],
    [FILES.kustomization, kustomization('units', FILES.kustomization, units, by)],
    ...delivery.map(({ path, words, delivered }): [string, OutputFile] => [
      path,
      plain(`${yamlHeader(words, path, by)}${delivered.map((d) => emitYaml(d.object, d.notes)).join('---\n')}`, 'hash'),
    ]),
    ...(intent.delivery!.tool === 'flux'
      ? [
          [
            'flux/kustomization.yaml',
            kustomization(
              'flux-units',
              'flux/kustomization.yaml',
              delivery.map((f) => f.path.slice('flux/'.length)),
              by,
            ),
          ] as const,
        ]
      : []),
  ]);
};

/** The files of a unit, with paths below its folder. */
export const below = (folder: string, files: ReadonlyMap<string, OutputFile>): [string, OutputFile][] =>
  [...files].map(([path, file]) => [`${folder}/${path}`, file]);
