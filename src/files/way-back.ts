import { isAbsolute } from 'node:path/posix';
import type { Intent } from '../model/intent.ts';

/**
 * The way from a folder of the output to the folder of the answers file, for `cd`; '': not known from the answers. `deeper`: how
 * many folders it is below the output folder.
 */
export const wayBack = ({ output }: Pick<Intent, 'output'>, deeper: number): string => {
  const parts = output.split('/').filter((p) => p !== '' && p !== '.');
  if (isAbsolute(output) || /^[A-Za-z]:|\\/.test(output) || parts.includes('..')) return '';
  return Array.from({ length: parts.length + deeper }, () => '..').join('/');
};
