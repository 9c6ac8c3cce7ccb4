import * as z from 'zod';
import { DEFAULTS, withDefault } from '../../values/defaults.ts';
import { label, objectName } from '../../values/scalars.ts';
import { attach } from './attach-schema.ts';
import { gatewayService } from './gateway-service-schema.ts';

/** The Gateway object and its Service. */
export const gateway = z
  .strictObject({
    name: label.optional().describe(withDefault('Name of the Gateway', DEFAULTS.gateway.name)),
    namespace: label
      .optional()
      .describe(withDefault('Namespace of the Gateway, the routes and the policies', DEFAULTS.gateway.namespace)),
    class: objectName
      .optional()
      .describe(
        withDefault(
          'Name of the GatewayClass, which Gateways of several answers files may share',
          DEFAULTS.gateway.class,
        ),
      ),
    merge: z
      .union([
        z.literal(true).transform(() => 'owner' as const),
        z.literal('member').transform(() => 'member' as const),
      ])
      .optional()
      .describe(
        'Shares the proxies with all Gateways of the class: `true` (this file has the EnvoyProxy of the class) or `member` (another file has it).',
      ),
    attach: attach.optional(),
    service: gatewayService.optional(),
    ipFamily: z
      .enum(['IPv4', 'IPv6', 'DualStack'])
      .optional()
      .describe(
        withDefault(
          'IP addresses that the proxies and their Service have: `IPv4`, `IPv6` or `DualStack`',
          DEFAULTS.gateway.ipFamily,
        ),
      ),
    daemonSet: z
      .strictObject({
        nodes: z
          .number()
          .int()
          .min(1)
          .max(5000)
          .describe('Number of nodes that proxies run on, from which sizes and limits per replica are calculated.'),
      })
      .optional()
      .describe('Runs one proxy on every node (DaemonSet) instead of a Deployment with autoscaling: `{ nodes: 3 }`.'),
    hostNetwork: z
      .boolean()
      .optional()
      .describe(
        withDefault(
          'Whether the proxies of a DaemonSet use the network of their node; they then listen on ports 10080 and 10443 of each node',
          DEFAULTS.gateway.hostNetwork,
        ),
      ),
  })
  .optional()
  .describe('Name, namespace and Service of the Gateway.');
