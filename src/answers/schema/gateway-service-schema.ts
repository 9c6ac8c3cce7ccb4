// The Service before the proxies, and what a cloud makes of it; and labels of objects that others select.
import * as z from 'zod';
import { refuse } from '../../diagnostics/refusal.ts';
import { DEFAULTS, withDefault } from '../../values/defaults.ts';
import { cidr, ruled } from '../../values/scalars.ts';

const QUALIFIED =
  /^(?=.{1,317}$)([a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\/)?[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$/;
const LABEL_VALUE = /^([A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?)?$/;
const IPV4 = /^((25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(25[0-5]|2[0-4]\d|1?\d?\d)$/;
/** Written by the tool itself: pruning and its own checks go by them. */
const OURS = /^(app\.kubernetes\.io\/(managed-by|part-of)$|eg-api-gateway\/)/;

/** What load balancers have and other types of Service have not. */
export const LOAD_BALANCER = 'LoadBalancer';
/** A Service that has no address outside the cluster. */
export const CLUSTER_IP = 'ClusterIP';

const shown = (s: string): string => JSON.stringify(s.length > 80 ? `${s.slice(0, 77)}...` : s);

const annotations = z
  .record(
    z.string(),
    z
      .string('Annotations are text: write the value in quotes, such as "true" or "60".')
      .describe('Value of the annotation.'),
  )
  .transform((given, ctx) => {
    for (const [key, value] of Object.entries(given)) {
      const wrong = !QUALIFIED.test(key)
        ? `${shown(key)} is not the name of an annotation.`
        : value.length > 10_000
          ? `The value of ${key} has more than 10,000 characters.`
          : undefined;
      if (wrong)
        refuse(ctx, {
          code: 'InvalidAnnotation',
          what: wrong,
          why: 'The API server, or the cloud that reads it, refuses it.',
          fix: 'Write it as the cloud documents it: service.beta.kubernetes.io/aws-load-balancer-scheme: internal.',
        });
    }
    return given;
  });

const address = ruled(
  (s) =>
    IPV4.test(s)
      ? undefined
      : {
          code: 'InvalidAddress',
          what: `${shown(s)} is not an IPv4 address.`,
          why: 'Envoy Gateway 1.9 takes nothing else here.',
          fix: 'Write for instance 203.0.113.10, or what your cloud takes in an annotation.',
        },
  IPV4,
);

const loadBalancerClass = ruled(
  (s) =>
    QUALIFIED.test(s)
      ? undefined
      : {
          code: 'InvalidLoadBalancerClass',
          what: `${shown(s)} is not the name of a class of load balancers.`,
          why: 'The API server refuses it.',
          fix: 'Write for instance service.k8s.aws/nlb.',
        },
  QUALIFIED,
);

/** The Service of the proxies: what the cloud's load balancer is told. */
export const gatewayService = z
  .strictObject({
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
  .describe("Service in front of the proxies, and settings for your cloud's load balancer.");
export type GatewayServiceAnswer = z.output<typeof gatewayService>;

const labels = z.record(z.string(), z.string()).transform((given, ctx) => {
  const bad = Object.entries(given).find(([k, v]) => !QUALIFIED.test(k) || !LABEL_VALUE.test(v) || OURS.test(k));
  if (bad)
    refuse(ctx, {
      code: 'InvalidLabel',
      what: OURS.test(bad[0])
        ? `The label ${bad[0]} is written by this tool itself.`
        : `${shown(bad.join(': '))} is not a label of Kubernetes.`,
      why: OURS.test(bad[0])
        ? 'What belongs to this gateway is found by it, and deleted by it.'
        : 'The API server refuses it.',
      fix: 'Write the label that your Prometheus selects PodMonitors by: { release: kube-prometheus-stack }.',
    });
  return given;
});

/** Metrics for a Prometheus operator: a PodMonitor or none, and how the operator finds it. */
export const prometheus = z
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
  );
