import * as z from 'zod';
import { refusal, refuse } from '../../diagnostics/refusal.ts';
import { type Backend, identity, isExternal } from '../../values/backend-address.ts';
import { DEFAULTS } from '../../values/defaults.ts';
import { serviceRateLimit } from '../../values/limits.ts';
import { rewrite } from '../../values/service-path.ts';
import { bodyKeys } from './bodies-schema.ts';
import { extensions } from './extensions-schema.ts';
import { hostList, serviceHostKeys } from './hosts-schema.ts';
import { accessKeys } from './service-access.ts';
import { backendKeys } from './service-backends.ts';
import { matchingKeys } from './service-matching.ts';
import { trafficKeys } from './service-traffic.ts';
import { plainHttp } from './tls-protocols-schema.ts';
import { transform } from './transform-schema.ts';

/** One service, or one version of it. */
export const service = z
  .strictObject({
    ...matchingKeys,
    ...serviceHostKeys,
    ...backendKeys,
    rewrite: rewrite
      .optional()
      .describe(
        'Replacement of the path prefix; `/` removes it. Of a template: `/animals/{id}`, with its parameters. Of a pattern: `/users/$1`, with its groups.',
      ),
    ...accessKeys,
    rateLimit: serviceRateLimit.optional(),
    ...trafficKeys,
    ...bodyKeys,
    plainHttp: plainHttp.optional(),
    identity: identity.optional(),
    transform: transform.optional(),
    extensions: extensions.optional(),
  })
  .meta({ anyOf: [{ required: ['backend'] }, { required: ['backends'] }] })
  .transform(({ path: one, paths, hostname, hostnames, backend, ...rest }, ctx) => {
    const all = paths ?? (one === undefined ? [] : [one]);
    if (one !== undefined && paths !== undefined) refuse(ctx, refusal('PathTwice'));
    if (all.length === 0) refuse(ctx, refusal('PathMissing'));
    const hosts = hostList({ hostname, hostnames }, ctx);
    if (backend !== undefined && rest.backends !== undefined) refuse(ctx, refusal('BackendTwice'), ['backend']);
    const first = backend ?? rest.backends?.[0]?.backend;
    if (first !== undefined) return { ...rest, backend: first, paths: all, ...(hosts && { hostnames: hosts }) };
    refuse(ctx, refusal('BackendMissing'), ['backend']);
    return z.NEVER;
  });
export type ServiceAnswer = z.output<typeof service>;

type Routed = Pick<ServiceAnswer, 'backend' | 'backends' | 'canary' | 'failover'>;

/** All that a service's requests may be sent to, each with its key. */
export const backendPlaces = (s: Routed): { readonly at: readonly PropertyKey[]; readonly backend: Backend }[] => [
  ...(s.backends
    ? s.backends.map(({ backend }, i) => ({ at: ['backends', i, 'backend'], backend }))
    : [{ at: ['backend'], backend: s.backend }]),
  ...(s.canary ? [{ at: ['canary', 'backend'], backend: s.canary.backend }] : []),
  ...(s.failover ? [{ at: ['failover'], backend: s.failover }] : []),
];

/** All that a service's requests may be sent to. */
export const backendsOf = (s: Routed): Backend[] => backendPlaces(s).map((p) => p.backend);

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
