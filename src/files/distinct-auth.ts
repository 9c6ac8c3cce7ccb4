import type { AuthIntent, Intent } from '../model/intent.ts';
import { oncePer } from '../values/once-per.ts';

/**
 * What policies check, each combination of methods once: a gateway has few methods and may have thousands of policies. Policies with
 * the same methods of a kind differ only in what the runbook does not state.
 */
export const distinctAuth = oncePer((intent: Intent): readonly AuthIntent[] => {
  const all = new Map<string, AuthIntent>();
  for (const { auth } of intent.security)
    for (const a of auth) {
      const key = `${a.type} ${a.methods.join(' ')}`;
      if (!all.has(key)) all.set(key, a);
    }
  return [...all.values()];
});
