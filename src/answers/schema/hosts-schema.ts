// Host names that clients call: of the gateway, and of a service.
import * as z from 'zod';
import { refusal, refuse } from '../../diagnostics/refusal.ts';
import { ANY_HOST } from '../../values/host-patterns.ts';
import { hostname, meantHost, objectName, ruled, word } from '../../values/scalars.ts';
import { issuer } from './issuer-schema.ts';

/** A host name, `*.example.com`, or `*`. */
export const hostPattern = ruled((s) => {
  if (s === ANY_HOST) return;
  const rest = s.startsWith('*.') ? s.slice(2) : s;
  // Gateway API: a wildcard is the first label, and at least one label follows.
  if (hostname.safeParse(rest).success && s.length <= 253) return;
  const meant = meantHost(rest);
  return refusal('InvalidHostPattern', { value: s, suggestion: meant && (rest === s ? meant : `"*.${meant}"`) });
});

const host = z.union([
  hostPattern.transform((name): { hostname: string; secret?: string; issuer?: z.output<typeof issuer> } => ({
    hostname: name,
  })),
  z.strictObject({
    hostname: hostPattern.describe('Host name, or a wildcard: `*.example.com`.'),
    secret: objectName.optional().describe('Its own certificate: name of a Secret of type kubernetes.io/tls.'),
    issuer: issuer.optional().describe('Its own cert-manager issuer: a ClusterIssuer, or `{ kind: Issuer, name }`.'),
  }),
]);
export type HostAnswer = z.output<typeof host>;

/** Keys at the top of the answers. */
export const hostKeys = {
  hostname: hostname.optional().describe('Host name that clients call: `api.example.com`.'),
  hostnames: z
    .array(host)
    .min(1)
    .max(1000)
    .optional()
    .describe(
      'Further host names, or all of them: `shop.example.com`, `*.example.com`, `"*"` (any host), or `{ hostname, secret }` and `{ hostname, issuer }` for a certificate of its own.',
    ),
  anyHostReason: word
    .optional()
    .describe('Confirms `"*"` in hostnames: why the gateway serves any host name. Written as a comment.'),
};

/** `hostname` and `hostnames` as one list; undefined: neither is written. */
export const hostList = (
  { hostname, hostnames }: { hostname: string | undefined; hostnames: string[] | undefined },
  ctx: z.RefinementCtx,
): string[] | undefined => {
  if (hostname !== undefined && hostnames !== undefined) refuse(ctx, refusal('HostnameTwice'));
  return hostnames ?? (hostname === undefined ? undefined : [hostname]);
};

/** Keys of a service. */
export const serviceHostKeys = {
  hostname: hostPattern.optional().describe('Host name of the service, if it does not serve all of them.'),
  hostnames: z
    .array(hostPattern)
    .min(1)
    .max(64)
    .optional()
    .describe('Several host names of the service, instead of hostname.'),
};
