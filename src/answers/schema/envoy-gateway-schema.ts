import * as z from 'zod';
import { refusal } from '../../diagnostics/refusal.ts';
import { DEFAULTS, withDefault } from '../../values/defaults.ts';
import { taggedImage } from '../../values/image.ts';
import { podKeys } from '../../values/pod-answers.ts';
import { label, ruled } from '../../values/scalars.ts';

const CHART_VERSION = /^v1\.9\.\d+$/;
const chartVersion = ruled(
  (s) =>
    CHART_VERSION.test(s) && s.length < 12
      ? undefined
      : refusal('UnsupportedVersion', { value: s, suggestion: /^1\.9\.\d{1,4}$/.test(s) ? `v${s}` : 'v1.9.1' }),
  CHART_VERSION,
);

/** How Envoy Gateway itself is installed. */
export const envoyGateway = z
  .strictObject({
    version: chartVersion
      .optional()
      .describe(withDefault('Version of the Envoy Gateway Helm chart', DEFAULTS.envoyGateway.version)),
    install: z
      .boolean()
      .optional()
      .describe(
        withDefault(
          'Whether this folder installs Envoy Gateway (`install.sh` and Helm values). With several answers files for one cluster, only one of them does',
          DEFAULTS.envoyGateway.install,
        ),
      ),
    namespace: label.optional().describe(withDefault('Namespace of Envoy Gateway', DEFAULTS.envoyGateway.namespace)),
    proxies: z
      .enum(['controllerNamespace', 'gatewayNamespace'])
      .optional()
      .describe(
        withDefault(
          'Namespace that the proxies run in: `controllerNamespace` (that of Envoy Gateway) or `gatewayNamespace`',
          DEFAULTS.envoyGateway.proxies,
        ),
      ),
    replicas: z
      .number()
      .int()
      .min(1)
      .max(100)
      .optional()
      .describe(withDefault('Replicas of Envoy Gateway', DEFAULTS.envoyGateway.replicas)),
    ...podKeys,
    values: z
      .record(z.string(), z.unknown())
      .optional()
      .describe(
        'Values of the Helm chart in addition to the generated ones: `{ config: { envoyGateway: { extensionApis: { enableEnvoyPatchPolicy: true } } } }`.',
      ),
    rateLimitImage: taggedImage
      .optional()
      .describe('With rateLimit.scope: global: image of the rate limit service, with its tag.'),
  })
  .optional()
  .describe('Installation of Envoy Gateway: version, namespaces, sizes and placement of its pods.');
