import type { ValuesOf } from '../../diagnostics/catalogue.ts';
import { type Refusal, refusal } from '../../diagnostics/refusal.ts';
import { ruled } from '../../values/scalars.ts';

/** The folder for the manifests, seen from the folder of the answers file. */
export const output = ruled((s) => {
  const no = (reason: Extract<ValuesOf<'InvalidFolder'>, { in: 'output' }>['reason']): Refusal =>
    refusal('InvalidFolder', { in: 'output', value: s, reason });
  if (s.trim() === '') return no('empty');
  if (/^~/.test(s)) return no('tilde');
  if (s.includes('\\')) return no('backslash');
  if (s !== s.trim() || /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(s)) return no('hidden');
  return s.length > 1024 ? no('length') : undefined;
});
