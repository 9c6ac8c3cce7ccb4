// Keys that do not exist because Envoy Gateway 1.9 cannot keep what they would promise.
import { define } from '../definition.ts';

const REASONS = {
  countries: {
    why: 'A request on a connection that is older than the GeoIP filter has no country, so a rule would not match it.',
    fix: 'Write networks in cidrs, or restrict countries at the load balancer.',
  },
  authorizerBody: {
    why: 'Envoy Gateway does not keep the size limit, so the authorizer could decide about a part of the body.',
    fix: 'Remove it, and send the authorizer what it needs in headers.',
  },
  tokenInQuery: {
    why: 'URLs end up in logs, and the gateway cannot remove one parameter of the query.',
    fix: 'Write header or cookie.',
  },
  unverifiedBackend: {
    why: 'Nobody would verify the server, so anyone on the way could read and change requests.',
    fix: 'Write the CA of its certificate in ca, and serverName if the certificate contains another name.',
  },
  compressedTypes: {
    why: 'Envoy Gateway has no field for it; the types are those of Envoy (JSON, XML, HTML, CSS, JavaScript, plain text, SVG).',
    fix: 'Remove it. compression: none of a service excludes its responses.',
  },
  maintenanceNetworks: {
    why: 'The gateway answers before any rule about networks could choose another route.',
    fix: 'Remove it. For tests, use a second service with another path or host.',
  },
} as const;

export type UnavailableKey = keyof typeof REASONS;

export const unavailableRefusals = {
  KeyNotAvailable: define<{ key: string; reason: UnavailableKey }>({
    severity: 'error',
    sample: { key: 'countries', reason: 'countries' },
    example: { before: 'deny: { countries: [XX] }', after: 'deny: { cidrs: [203.0.113.0/24] }' },
    words: ({ key, reason }) => ({ what: `${key} is not available.`, ...REASONS[reason] }),
  }),
};
