import { readlinkSync, realpathSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import { isMarked, lookAt } from './ours.ts';

/** System folders: a folder for manifests may be inside one of them, but cannot be one of them. */
const SYSTEM: ReadonlySet<string> = new Set([
  ...['/', '/bin', '/boot', '/dev', '/etc', '/home', '/lib', '/lib32', '/lib64', '/libx32', '/proc', '/root', '/run'],
  ...['/sbin', '/sys', '/usr', '/usr/bin', '/usr/lib', '/usr/local', '/usr/sbin', '/usr/share', '/var', '/var/lib'],
  ...['/tmp', '/var/tmp', '/Applications', '/Library', '/System', '/Users', '/Volumes', '/private'],
]);

const realOf = (path: string): string | undefined => {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
};

/** The folders from the working folder down to `dir`, or only `dir` if it is elsewhere. */
const wayTo = (dir: string, cwd: string): string[] => {
  const below = relative(cwd, dir);
  if (below === '' || isAbsolute(below) || below.split(sep)[0] === '..') return [dir];
  return below.split(sep).map((_, i, all) => join(cwd, ...all.slice(0, i + 1)));
};

const linkOn = (dir: string, cwd: string): string | undefined =>
  wayTo(dir, cwd).find((p) => lookAt(p)?.isSymbolicLink());

/**
 * Why no manifests may be written to a place, whatever it contains; undefined: they may. `dir` is absolute; `home` is the user's
 * home folder.
 */
export const placeRefusal = (dir: string, cwd: string, home: string | undefined): string | undefined => {
  const real = realOf(dir) ?? dir;
  if (SYSTEM.has(real) || dirname(real) === real) return 'it is a system folder; choose another folder';
  if (home && (real === home || real === realOf(home))) return 'it is your home folder; choose a folder in it';
  const link = linkOn(dir, cwd);
  // A link is followed only to a folder with generated files: a link in a foreign repository could point anywhere.
  if (link === undefined || isMarked(real)) return undefined;
  const shown = relative(cwd, link) || link;
  return `${shown} is a link to ${readlinkSync(link)}, which contains no manifests of eg-api-gateway; use the path of that folder`;
};
