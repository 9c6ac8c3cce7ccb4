// How clients reach the Service of the proxies: fixed addresses, node ports, DNS records.
import * as z from 'zod';
import { refusal } from '../../diagnostics/refusal.ts';
import { familyOf } from '../../values/cidr.ts';
import { DEFAULTS, withDefault } from '../../values/defaults.ts';
import { later } from '../../values/later.ts';
import { duration, hostname, port, ruled } from '../../values/scalars.ts';

/** Gateway API allows 16 addresses. */
export const addresses = later(() =>
  z
    .array(ruled((s) => (familyOf(s) ? undefined : refusal('NotAnIpAddress', { value: s }))))
    .min(1)
    .max(16)
    .describe(
      'Fixed IP addresses. With a `cloud` preset they are requested from the load balancer; otherwise they become `spec.addresses` of the Gateway (externalIPs of the Service), which your network must route to the nodes.',
    ),
);

const nodePort = z
  .strictObject({
    nodePort: port.describe('Port on each node, in the range of your cluster.'),
  })
  .optional();

export const ports = later(() =>
  z
    .strictObject({
      http: nodePort.describe('The http port of the Service: `{ nodePort: 30080 }`.'),
      https: nodePort.describe('The https port of the Service: `{ nodePort: 30443 }`.'),
    })
    .describe('Fixed node ports of the Service: `{ https: { nodePort: 30443 } }`.'),
);

/** What the records of routes lead to: a name, or an address that is not the proxies' own. */
const dnsTarget = ruled((s) =>
  familyOf(s) || hostname.safeParse(s).success
    ? undefined
    : refusal('InvalidHostname', { value: s, suggestion: undefined }),
);

interface ExternalDns {
  readonly target?: string | undefined;
  readonly hostname?: string | undefined;
  readonly ttl?: string | undefined;
}

export const externalDns = later(() =>
  z
    .union([
      z.boolean().transform((on): ExternalDns | undefined => (on ? {} : undefined)),
      z.strictObject({
        hostname: hostname
          .optional()
          .describe(withDefault('Host name of the DNS record', DEFAULTS.gatewayService.dnsHostname)),
        target: dnsTarget
          .optional()
          .describe(
            'Annotation of the Gateway for the source `gateway-httproute`: the name or address that the records of all routes lead to, such as `external.example.com` (default: the address of the Gateway).',
          ),
        ttl: duration
          .optional()
          .describe(withDefault('Time to live of the DNS record: `5m`', DEFAULTS.gatewayService.dnsTtl)),
      }),
    ])
    .describe(
      withDefault(
        'Annotations for external-dns (source `service`) on the Service of the proxies: `true`, or `{ hostname, target, ttl }`',
        DEFAULTS.gatewayService.externalDNS,
      ),
    ),
);
