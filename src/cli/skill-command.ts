import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { visibleLine } from '../diagnostics/visible.ts';
import { type Environment, EXIT, type Options, UserError, type Voice } from './environment.ts';
import { replaceFile } from './output/replace-file.ts';
import { readText } from './read-bounded.ts';
import { jsonText } from './result/json-text.ts';
import { systemReason } from './system-reason.ts';
import { emptyFolder } from './usage/empty-folder.ts';
import { VERSION } from './version.ts';

/** The folder in which agents of different makers look for the skills of a project. */
const FOLDER = '.agents/skills';
/** The maximum size of an existing file in bytes. */
const MOST = 1024 * 1024;

/** The package's own SKILL.md; it is one folder above the bundle and two above this file. */
const skillText = (): string => {
  for (const up of ['../SKILL.md', '../../SKILL.md']) {
    const url = new URL(up, import.meta.url);
    if (existsSync(url)) return readFileSync(url, 'utf8');
  }
  throw new Error('SKILL.md is missing from the package.');
};

const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);

/** The last line of an installed file. Its checksum shows whether somebody edited the file. */
const marked = (text: string): string => `${text}\n<!-- eg-api-gateway ${VERSION} ${digest(text)} -->\n`;

/** Whether a file is as a version of this tool installed it. */
const isOwn = (text: string): boolean => {
  const [, body, sum] = /^([\s\S]*)\n<!-- eg-api-gateway \S+ ([0-9a-f]{16}) -->\n$/.exec(text) ?? [];
  return body !== undefined && digest(body) === sum;
};

/** Writes DIR/eg-api-gateway/SKILL.md; returns whether it changed. Throws a user error if it cannot. */
const install = (path: string, shown: string, force: boolean): boolean => {
  const text = marked(skillText());
  try {
    const before = existsSync(path) ? readText(path, MOST) : undefined;
    if (before === text) return false;
    if (before !== undefined && !force && !isOwn(before))
      throw new UserError(
        `${shown} is not a file that eg-api-gateway installed, or it was edited. Choose another folder, or replace it with --force. Nothing was written.`,
      );
    mkdirSync(dirname(path), { recursive: true });
    replaceFile(path, text);
    return true;
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(`${shown} cannot be written: ${systemReason(error)}. Nothing was written.`);
  }
};

/** `skill`: prints SKILL.md, which tells an agent how to use this tool; with --install, writes it to a folder of skills. */
export const skill = async (environment: Environment, voice: Voice, options: Options): Promise<number> => {
  const json = options.json === true;
  if (options.install === undefined) {
    const text = skillText();
    voice.result(json ? jsonText({ ok: true, text }) : text);
    return EXIT.fine;
  }
  const folder = options.install === true ? FOLDER : String(options.install);
  if (folder.trim() === '') throw emptyFolder('--install', FOLDER);
  const path = resolve(environment.cwd, folder, 'eg-api-gateway', 'SKILL.md');
  const near = relative(environment.cwd, path);
  const file = near.startsWith('..') ? path : near;
  const shown = visibleLine(file);
  const changed = install(path, shown, options.force === true);
  if (json) voice.result(jsonText({ ok: true, file, changed }));
  else voice.talk(changed ? `${shown}: written` : `${shown}: unchanged`);
  return EXIT.fine;
};
