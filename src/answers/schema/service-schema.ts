import * as z from 'zod';
import { refusal, refuse } from '../../diagnostics/refusal.ts';
import { type Backend, identity, isExternal } from '../../values/backend-address.ts';
import { DEFAULTS } from '../../values/defaults.ts';
import { serviceRateLimit } from '../../values/limits.ts';
import { path } from '../../values/scalars.ts';
import { extensions } from './extensions-schema.ts';
import { accessKeys } from './service-access.ts';
import { backendKeys } from './service-backends.ts';
import { matchingKeys } from './service-matching.ts';
import { trafficKeys } from './service-traffic.ts';
import { transform } from './transform-schema.ts';

/** One service, or one version of it. */
export const service = z
  .strictObject({
    ...matchingKeys,
    ...backendKeys,
    rewrite: path.optional().describe('Replacement of the path prefix; `/` removes it.'),
    ...accessKeys,
    rateLimit: serviceRateLimit.optional(),
    ...trafficKeys,
    identity: identity.optional(),
    transform: transform.optional(),
    extensions: extensions.optional(),
  })
  .transform(({ path: one, paths, ...rest }, ctx) => {
    const all = paths ?? (one === undefined ? [] : [one]);
    if (one !== undefined && paths !== undefined) refuse(ctx, refusal('PathTwice'));
    if (all.length === 0) refuse(ctx, refusal('PathMissing'));
    return { ...rest, paths: all };
  });
export type ServiceAnswer = z.output<typeof service>;

/** All that a service's requests may be sent to. */
export const backendsOf = (s: Pick<ServiceAnswer, 'backend' | 'canary' | 'failover'>): Backend[] => [
  s.backend,
  ...(s.canary ? [s.canary.backend] : []),
  ...(s.failover ? [s.failover] : []),
];

/** The Secret of the client certificate that a service's external server is shown. */
export const certificateOfIdentity = ({ identity }: Pick<ServiceAnswer, 'identity'>): string | undefined =>
  typeof identity === 'object' && 'certificate' in identity ? identity.certificate : undefined;

/** Cloud Run takes its own token next to the caller's, in a header of its own; elsewhere there is one header for both. */
export const headerOfIdentity = ({
  identity,
  backend,
}: Pick<ServiceAnswer, 'identity' | 'backend'>): string | undefined => {
  if (identity === undefined || identity === 'forward' || 'certificate' in identity) return undefined;
  if (identity.header !== undefined) return identity.header;
  const { cloudRun, usual } = DEFAULTS.identity.header.values;
  return isExternal(backend) && backend.host.endsWith('.run.app') ? cloudRun : usual;
};
