// The Service before the proxies, and what a cloud makes of it; and labels of objects that others select.
import * as z from 'zod';
import { refusal, refuse } from '../../diagnostics/refusal.ts';
import { CLOUDS, PRESETS } from '../../values/clouds.ts';
import { DEFAULTS, withDefault } from '../../values/defaults.ts';
import { later } from '../../values/later.ts';
import { LABEL_VALUE, QUALIFIED } from '../../values/qualified-name.ts';
import { cidr, ruled } from '../../values/scalars.ts';
import { addresses, externalDns, ports } from './load-balancer-schema.ts';

const IPV4 = /^((25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(25[0-5]|2[0-4]\d|1?\d?\d)$/;
/** Written by the tool itself: pruning and its own checks go by them. */
const OURS = /^(app\.kubernetes\.io\/(managed-by|part-of)$|eg-api-gateway\/)/;

/** What load balancers have and other types of Service have not. */
export const LOAD_BALANCER = 'LoadBalancer';
/** A Service that has no address outside the cluster. */
export const CLUSTER_IP = 'ClusterIP';

const annotations = later(() =>
  z
    .record(
      z.string(),
      z
        .string('Annotations are text: write the value in quotes, such as "true" or "60".')
        .describe('Value of the annotation.'),
    )
    .transform((given, ctx) => {
      for (const [key, value] of Object.entries(given)) {
        const reason = !QUALIFIED.test(key) ? 'name' : value.length > 10_000 ? 'length' : undefined;
        if (reason) refuse(ctx, refusal('InvalidAnnotation', { key, reason }));
      }
      return given;
    }),
);

const address = ruled((s) => (IPV4.test(s) ? undefined : refusal('InvalidAddress', { value: s })), IPV4);

const loadBalancerClass = ruled(
  (s) => (QUALIFIED.test(s) ? undefined : refusal('InvalidLoadBalancerClass', { value: s })),
  QUALIFIED,
);

/** The Service of the proxies: what the cloud's load balancer is told. */
export const gatewayService = later(() =>
  z
    .strictObject({
      cloud: z
        .enum(CLOUDS)
        .optional()
        .describe(
          'Preset that writes the fields and annotations of a load balancer; keys that you set take precedence: `aws-nlb`, `aws-nlb-internal`, `gcp`, `gcp-internal`, `azure`, `azure-internal`, `metallb` or `nodePort`.',
        ),
      type: z
        .enum([LOAD_BALANCER, 'NodePort', CLUSTER_IP])
        .optional()
        .describe(
          `${withDefault('Type of the Service: `LoadBalancer`, `NodePort` or `ClusterIP`', DEFAULTS.gatewayService.type)} The last two need your own load balancer in front.`,
        ),
      annotations: annotations
        .optional()
        .describe(
          'Annotations for your cloud (internal or public, PROXY protocol, fixed address): `service.beta.kubernetes.io/aws-load-balancer-scheme: internal`.',
        ),
      loadBalancerClass: loadBalancerClass
        .optional()
        .describe(
          'Class of the load balancer, which selects its controller: `service.k8s.aws/nlb`. It cannot be changed later.',
        ),
      addresses: addresses.optional(),
      ports: ports.optional(),
      externalDNS: externalDns.optional(),
      loadBalancerIP: address.optional().describe('Fixed IPv4 address, if your cloud supports this field.'),
      externalTrafficPolicy: z
        .enum(['Local', 'Cluster'])
        .optional()
        .describe(
          withDefault(
            '`Local` keeps the client address; `Cluster` replaces it with the address of a node',
            DEFAULTS.gatewayService.externalTrafficPolicy,
          ),
        ),
      loadBalancerSourceRanges: z
        .array(cidr)
        .min(1)
        .max(256)
        .optional()
        .describe('Networks that may connect, if the load balancer can enforce it.'),
    })
    .describe("Service in front of the proxies, and settings for your cloud's load balancer."),
);
export type GatewayServiceAnswer = z.output<typeof gatewayService>;

/** The type of the Service: as answered, else that of its preset. */
export const typeOfService = ({ type, cloud }: Pick<GatewayServiceAnswer, 'type' | 'cloud'>) =>
  type ?? (cloud && PRESETS[cloud].type) ?? DEFAULTS.gatewayService.type.value;

const labels = z.record(z.string(), z.string()).transform((given, ctx) => {
  const bad = Object.entries(given).find(([k, v]) => !QUALIFIED.test(k) || !LABEL_VALUE.test(v) || OURS.test(k));
  if (bad) refuse(ctx, refusal('InvalidLabel', { key: bad[0], value: bad[1], reserved: OURS.test(bad[0]) }));
  return given;
});

/** Metrics for a Prometheus operator: a PodMonitor or none, and how the operator finds it. */
export const prometheus = later(() =>
  z
    .union([
      z.boolean().transform((on) => (on ? { labels: {} } : undefined)),
      z.strictObject({
        labels: labels.describe('Labels that your Prometheus selects PodMonitors by: `{ release: prometheus }`.'),
      }),
    ])
    .describe(
      withDefault(
        'Generates a PodMonitor: `true`, or `{ labels: { release: prometheus } }`',
        DEFAULTS.observability.prometheus,
      ),
    ),
);
