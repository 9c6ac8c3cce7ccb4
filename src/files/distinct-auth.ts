import type { AuthIntent, Intent } from '../model/intent.ts';

const known = new WeakMap<Intent, readonly AuthIntent[]>();

/**
 * What policies check, each combination of methods once: a gateway has few methods and may have thousands of policies. Policies with
 * the same methods of a kind differ only in what the runbook does not state.
 */
export const distinctAuth = (intent: Intent): readonly AuthIntent[] => {
  const before = known.get(intent);
  if (before) return before;
  const all = new Map<string, AuthIntent>();
  for (const { auth } of intent.security)
    for (const a of auth) {
      const key = `${a.type} ${a.methods.join(' ')}`;
      if (!all.has(key)) all.set(key, a);
    }
  const found = [...all.values()];
  known.set(intent, found);
  return found;
};
