import { readlinkSync, realpathSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import { isMarked, lookAt } from './ours.ts';

/** System folders, which are refused as output folders; their subfolders are not. */
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

/** The folders from the working directory down to `dir`, or only `dir` if it is elsewhere. */
const wayTo = (dir: string, cwd: string): string[] => {
  const below = relative(cwd, dir);
  if (below === '' || isAbsolute(below) || below.split(sep)[0] === '..') return [dir];
  return below.split(sep).map((_, i, all) => join(cwd, ...all.slice(0, i + 1)));
};

const linkOn = (dir: string, cwd: string): string | undefined =>
  wayTo(dir, cwd).find((p) => lookAt(p)?.isSymbolicLink());

/**
 * Why manifests must not be written to a place, whatever it contains, as the end of a sentence, or undefined. `dir` is
 * absolute; `home` is the user's home folder.
 */
export const placeRefusal = (dir: string, cwd: string, home: string | undefined): string | undefined => {
  const real = realOf(dir) ?? dir;
  if (SYSTEM.has(real) || dirname(real) === real) return 'it is a system folder. Choose another folder';
  if (home && (real === home || real === realOf(home))) return 'it is your home folder. Choose a folder in it';
  const link = linkOn(dir, cwd);
  // A link may come from somebody else's repository and lead anywhere, so it must lead to generated manifests.
  if (link === undefined || isMarked(real)) return undefined;
  const shown = relative(cwd, link) || link;
  return `${shown} is a link to ${readlinkSync(link)}, which contains no manifests of eg-api-gateway. Pass the folder itself`;
};
