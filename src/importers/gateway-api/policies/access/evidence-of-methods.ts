// Rules may require what the success of a method leaves. A rule that requires something else is no `allow` of the answers.
import type { MethodOfPolicy } from '../methods/method-of-policy.ts';
import type { PolicyRoom } from '../policy-room.ts';
import { Unsaid } from '../unsaid.ts';
import type { Allow } from './allow-of-rules.ts';

/** Throws `Unsaid` for a rule that requires a header, a provider or a filter that no method of the policy has. */
export const checkEvidence = (methods: readonly MethodOfPolicy[], allow: Allow | undefined, room: PolicyRoom): void => {
  const headers = new Set(methods.flatMap((m) => m.clientHeader ?? []));
  const providers = new Set(methods.flatMap((m) => m.providers ?? []));
  const isOurs = (chain: string): boolean => chain === room.name || chain.startsWith('extensions:');
  for (const c of allow?.conditions ?? []) {
    if (!c.chains.every(isOurs) || !c.userHeaders.every((h) => headers.has(h)))
      throw new Unsaid('a CEL expression', `${c.field}.cel`);
    if (c.header && !headers.has(c.header.name))
      throw new Unsaid(`a rule for header ${c.header.name}, which clients can set`, `${c.field}.principal.headers`);
    if (c.provider !== undefined && !providers.has(c.provider))
      throw new Unsaid(`a rule for provider ${c.provider}, which the policy does not have`, c.field);
  }
};
