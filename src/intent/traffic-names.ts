import type { RateLimitIntent, Sizing } from '../model/intent.ts';
import { digest } from '../model/object-names.ts';

/** Labels of rate limit keys as they enter the digest. */
const KEYS: Readonly<Record<string, string>> = {
  'API client': 'the client whose key was sent',
  user: 'the user who logged in',
};

/** A rate limit as it enters the digest. These strings are part of object names, so they must never change. */
const frozen = ({ scope, key, limits, perReplica, ...parts }: RateLimitIntent, sizing: Sizing): object => {
  const [least, most] = [sizing.minReplicas.value, sizing.maxReplicas.value];
  return {
    scope,
    key:
      key.by === 'header'
        ? { by: key.by, header: key.header, says: KEYS[key.label] ?? key.label, mayBeMissing: key.mayBeMissing }
        : key,
    limits,
    perReplica: limits.map(({ requests, unit }, i) => {
      const { value } = perReplica[i]!;
      const sum =
        scope === 'global'
          ? `${requests} a ${unit} over all replicas together, counted in Redis`
          : `${requests} a ${unit} / ${least} replicas = ${value} each; ${most} replicas would allow ${value * most}`;
      return { value, sum };
    }),
    // Not set: as before there were parts.
    ...parts,
  };
};

/**
 * Name of a BackendTrafficPolicy that several services with the same settings share: `shared-DIGEST`. `settings` are what they
 * have in common, `service` is the only service that may use a global limit, or empty.
 */
export const sharedName = (
  settings: { readonly rateLimit: RateLimitIntent | undefined; readonly problemJson: boolean },
  service: string,
  sizing: Sizing,
): string => {
  const { rateLimit } = settings;
  const named = { ...settings, rateLimit: rateLimit && frozen(rateLimit, sizing) };
  return `shared-${digest(JSON.stringify([named, service]))}`;
};
