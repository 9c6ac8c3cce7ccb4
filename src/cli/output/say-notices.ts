import type { Notice } from '../../diagnostics/notice.ts';
import { listed } from '../../diagnostics/shown.ts';
import type { Intent } from '../../model/intent.ts';
import { folderOfTeam, PLATFORM } from '../../resources/delivery/unit.ts';
import { fileOf, folderOf, replaceFiles } from '../../stages.ts';
import type { Voice } from '../environment.ts';
import type { Built } from './build-output.ts';

type Written = Pick<Built, 'intents' | 'files' | 'folder'>;

/** Stands for any team in a notice of several teams. */
const ANY_TEAM = folderOfTeam('NAME');

/** The folder of a unit within the files, with a slash at its end; '' for the folder of the files itself. */
const unitFolder = ({ team }: Intent, { intents, folder }: Written): string => {
  if (folder !== '') return '';
  if (team) return `${folderOfTeam(team.name)}/`;
  return intents[0]?.teams ? `${PLATFORM}/` : '';
};

/** Names numbered files as they are in the output: below the folder of their unit, and as folders where they are folders. */
const placed = (text: string, unit: string, shown: string, { files }: Written): string =>
  replaceFiles(text, (stage) => {
    const [file, folder] = [fileOf(stage), folderOf(stage)];
    const isFolder = !files.has(unit + file) && [...files.keys()].some((path) => path.startsWith(unit + folder));
    return shown + (isFolder ? folder : file);
  });

/** Prints notices, those of teams with the team's name; a notice of several teams is printed once. */
export const sayNotices = (voice: Voice, built: Written): void => {
  const by = new Map<string, { code: Notice['code']; text: string; teams: string[] }>();
  for (const intent of built.intents) {
    const unit = unitFolder(intent, built);
    const { team, notices } = intent;
    for (const { code, text } of notices) {
      const key = placed(text, unit, team && unit !== '' ? `${ANY_TEAM}/` : unit, built);
      const known = by.get(key);
      if (known && team) {
        known.text = key;
        known.teams.push(team.name);
      } else if (!known) by.set(key, { code, text: placed(text, unit, unit, built), teams: team ? [team.name] : [] });
    }
  }
  for (const { code, text, teams } of by.values()) {
    const owners = teams.length === 0 ? '' : `${listed(teams)}: `;
    voice.talk(`${voice.paint.bold('note:')} ${owners}${text} [${code}]`);
  }
};
