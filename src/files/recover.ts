import { existsSync, lstatSync, readdirSync, readFileSync, realpathSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { filesBelow } from './files-below.ts';
import { originOf } from './seal.ts';

const NEW = 'eg-api-gateway-new-';
const OLD = 'eg-api-gateway-old-';

/** Where a run makes the new folder and puts the old one, beside the folder itself: a rename does not cross disks. */
export const beside = (parent: string, name: string, suffix: string): { next: string; last: string } => ({
  next: join(parent, `.${name}.${NEW}${suffix}`),
  last: join(parent, `.${name}.${OLD}${suffix}`),
});

/** Another process whose number is the suffix may be at work; what it left half done is its own. */
const atWork = (suffix: string): boolean => {
  if (!/^\d+$/.test(suffix) || suffix === String(process.pid)) return false;
  try {
    return process.kill(Number(suffix), 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

const leftBehind = (parent: string, prefix: string): string[] =>
  existsSync(parent)
    ? readdirSync(parent)
        .filter((n) => n.startsWith(prefix))
        .sort()
    : [];

const drop = (path: string): void => {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {
    // A leftover that cannot be removed does no harm.
  }
};

/** Files of others, or edited ones of ours, that an old folder has and the present one has not. */
const missingFrom = (dir: string, old: string): string[] =>
  filesBelow(old).files.filter(
    (p) =>
      !lstatSync(join(dir, p), { throwIfNoEntry: false }) &&
      !(lstatSync(join(old, p)).isFile() && originOf(readFileSync(join(old, p), 'utf8')) === 'ours'),
  );

/**
 * Mends what a run left that was killed: the old folder comes back if the new one had not taken its place. Call before
 * anything is planned. Gives what it did, or undefined. What an old folder holds and the present one does not is never
 * deleted, but stays beside it under a name that is told.
 */
export const recover = (dir: string): string | undefined => {
  const target = existsSync(dir) ? realpathSync(dir) : resolve(dir);
  const [parent, name] = [dirname(target), basename(target)];
  const did: string[] = [];
  for (const leftover of leftBehind(parent, `.${name}.${OLD}`)) {
    const path = join(parent, leftover);
    const suffix = leftover.slice(`.${name}.${OLD}`.length);
    if (atWork(suffix)) {
      if (!existsSync(target)) throw new Error(`process ${suffix} is writing it; it is in ${leftover}`);
    } else if (!existsSync(target)) {
      renameSync(path, target);
      did.push(`An earlier run was interrupted; ${name} is back as it was.`);
    } else if (missingFrom(target, path).length === 0) drop(path);
    else {
      const rescued = `${name}.rescued-${suffix}`;
      if (!existsSync(join(parent, rescued))) renameSync(path, join(parent, rescued));
      did.push(`An earlier run was interrupted; what only the folder of before has is in ${rescued}.`);
    }
  }
  for (const leftover of leftBehind(parent, `.${name}.${NEW}`))
    if (!atWork(leftover.slice(`.${name}.${NEW}`.length))) drop(join(parent, leftover));
  return did.length > 0 ? did.join(' ') : undefined;
};
