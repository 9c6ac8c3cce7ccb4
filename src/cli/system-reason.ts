import { visibleLine } from '../diagnostics/visible.ts';
import { UserError } from './environment.ts';
import { Unreadable } from './read-bounded.ts';

/** Error codes of the operating system, as the end of a sentence. */
const WORDS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EBUSY: 'it is in use',
  EDQUOT: 'your disk quota is exceeded',
  EISDIR: 'it is a folder',
  ELOOP: 'its symbolic links form a loop',
  ENOENT: 'it does not exist',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a part of the path is not a folder',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
};

/** Why a file or folder cannot be read or written, as the end of a sentence. The code of a system error follows in parentheses. */
export const systemReason = (error: unknown): string => {
  const { code, message } = error as NodeJS.ErrnoException;
  if (error instanceof Unreadable || code === undefined) return message;
  return WORDS[code] === undefined ? `the system reports ${code}` : `${WORDS[code]} (${code})`;
};

/** The error for a file that cannot be read. */
export const unreadable = (shown: string, error: unknown): UserError => {
  if (error instanceof UserError) return error;
  return new UserError(`${visibleLine(shown)} cannot be read: ${systemReason(error)}. Nothing was written.`);
};

/** The error for a file that cannot be written. */
export const unwritable = (shown: string, error: unknown): UserError =>
  new UserError(`${visibleLine(shown)} cannot be written: ${systemReason(error)}.`);
