import type { Targets } from '../../model/intent.ts';
import type { LookAt } from '../../stages.ts';
import type { Probe } from '../probe.ts';

/** A field of an object in the cluster, by JSONPath, and its expected value. */
export const configured = (
  id: string,
  title: string,
  lookAt: LookAt,
  resource: string,
  namespace: string,
  name: string,
  jsonpath: string,
  want: string,
  group: Probe['group'] = 'configured',
): Probe => ({
  id,
  group,
  title,
  lookAt,
  check: { kind: 'configured', resource, name, namespace, jsonpath, want },
});

/** The field by which a policy selects its routes, and its expected value. */
export const targets = (t: Targets): [string, string] => [
  `{.spec.targetSelectors[*].matchLabels.${t.label.replaceAll('.', '\\.')}}`,
  t.kinds.map(() => t.value).join(' '),
];
