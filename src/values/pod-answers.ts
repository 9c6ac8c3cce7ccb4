// What pods get from the answers: resources, and where and with which image they run.
import * as z from 'zod';
import { refusal, refuse } from '../diagnostics/refusal.ts';
import { DEFAULTS, withDefault } from './defaults.ts';
import { taggedImage } from './image.ts';
import { later } from './later.ts';
import { LABEL_VALUE, QUALIFIED } from './qualified-name.ts';
import { objectName } from './scalars.ts';

/** Labels by which Envoy Gateway, its chart and this tool find pods. */
const OF_CONTROLLERS =
  /^(app\.kubernetes\.io\/(name|component|managed-by|instance|part-of)$|control-plane$|gateway\.envoyproxy\.io\/|gateway\.networking\.k8s\.io\/|eg-api-gateway\/)/;

const pairs = (what: 'label' | 'annotation') =>
  z.record(z.string(), z.string('Write the value in quotes, such as "true".')).transform((given, ctx) => {
    for (const [key, value] of Object.entries(given)) {
      const reserved = what === 'label' && OF_CONTROLLERS.test(key);
      if (reserved || !QUALIFIED.test(key) || (what === 'label' && !LABEL_VALUE.test(value)))
        refuse(ctx, refusal('InvalidPodMetadata', { what, key, value, reserved }));
    }
    return given;
  });

const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'] as const;
const TAINT = /^([^=:\s]+)(?:=([^=:\s]*))?(?::(NoSchedule|PreferNoSchedule|NoExecute))?$/;

export interface Toleration {
  readonly key?: string;
  readonly operator: 'Exists' | 'Equal';
  readonly value?: string;
  readonly effect?: (typeof EFFECTS)[number];
}

/** A taint as `kubectl taint` takes it: `dedicated=edge:NoSchedule`. */
const toleration = z.string().transform((s, ctx): Toleration => {
  const [, key, value, effect] = TAINT.exec(s) ?? [];
  if (key === undefined || !QUALIFIED.test(key) || !LABEL_VALUE.test(value ?? '')) {
    refuse(ctx, refusal('InvalidToleration', { value: s }));
    return z.NEVER;
  }
  return {
    key,
    operator: value === undefined ? 'Exists' : 'Equal',
    ...(value !== undefined && { value }),
    ...(effect !== undefined && { effect: effect as Toleration['effect'] }),
  } as Toleration;
});

const CPU = /^(\d{1,6})m$/;
const MEMORY = /^([1-9]\d{0,6})(Mi|Gi)$/;

/** Cores as a number (`2`, `0.5`) or millicores (`500m`); the result is millicores. */
const cpu = z.union([z.number(), z.string()]).transform((given, ctx): number => {
  const text = String(given);
  const millis = CPU.test(text)
    ? Number(text.slice(0, -1))
    : /^\d{1,3}(\.\d{1,3})?$/.test(text)
      ? Number(text) * 1000
      : 0;
  if (millis >= 10 && millis <= 256_000) return Math.round(millis);
  refuse(ctx, refusal('InvalidResource', { value: text, of: 'cpu' }));
  return z.NEVER;
});

/** The result is MiB. */
const memory = z.union([z.string(), z.number()]).transform((given, ctx): number => {
  const [, number, unit] = MEMORY.exec(String(given)) ?? [];
  const size = Number(number) * (unit === 'Gi' ? 1024 : 1);
  if (size >= 64 && size <= 1_048_576) return size;
  refuse(ctx, refusal('InvalidResource', { value: String(given), of: 'memory' }));
  return z.NEVER;
});

const resources = later(() =>
  z
    .strictObject({
      cpu: cpu.optional().describe('Request of CPU: `2` cores or `500m`.'),
      cpuLimit: cpu.optional().describe(withDefault('Limit of CPU: `4` or `2000m`', DEFAULTS.pods.cpuLimit)),
      memory: memory.optional().describe('Request and limit of memory: `512Mi` or `2Gi`.'),
    })
    .describe('Resources of a pod.'),
);

const D = DEFAULTS.pods;

/** Keys that proxies and Envoy Gateway itself have. */
export const podKeys = {
  resources: resources.optional(),
  minAvailable: z
    .number()
    .int()
    .min(0)
    .max(1000)
    .optional()
    .describe(withDefault('Pods that must run while nodes are drained (PodDisruptionBudget)', D.minAvailable)),
  topologySpread: z
    .enum(['preferred', 'required', 'none'])
    .optional()
    .describe(
      withDefault('Whether pods are spread over zones and nodes: `preferred`, `required` or `none`', D.topologySpread),
    ),
  nodeSelector: pairs('label').optional().describe('Labels of the nodes to run on: `{ node-role: edge }`.'),
  tolerations: z
    .array(toleration)
    .min(1)
    .max(32)
    .optional()
    .describe('Taints of nodes to run on in spite of them, as for kubectl taint: `[dedicated=edge:NoSchedule]`.'),
  priorityClassName: objectName.optional().describe('Name of an existing PriorityClass.'),
  image: taggedImage.optional().describe('Image with its tag: `registry.example.com/envoy:distroless-v1.39.1`.'),
  imagePullSecrets: z
    .array(objectName)
    .min(1)
    .max(16)
    .optional()
    .describe('Secrets with the credentials of the registry, in the namespace of the pods.'),
  podLabels: pairs('label').optional().describe('Labels of the pods, in addition to those of Envoy Gateway.'),
  podAnnotations: pairs('annotation').optional().describe('Annotations of the pods.'),
};
