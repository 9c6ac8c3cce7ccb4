import { type Finding, finding } from '../diagnostics/finding.ts';
import { listed } from '../diagnostics/shown.ts';
import type { KubernetesObject } from '../objects/resource.ts';
import { isUnknown } from '../objects/unknown-value.ts';
import type { AdmissionError } from './admission-schema.ts';
import type { Admission, Verdict } from './admit.ts';
import { RULES_NOT_RUN } from './kind.ts';
import { unknownFindings } from './unknown-findings.ts';

const withoutStop = (message: string): string => message.replace(/\.$/, '');

const shown = ({ kind, metadata }: KubernetesObject): string =>
  `${kind} ${metadata.namespace === undefined ? '' : `${metadata.namespace}/`}${metadata.name}`;

/** The finding of one error. `field` is empty if the error is about the whole object. */
const ofError = (e: AdmissionError, kind: string, resource: string): Finding => {
  if (e === RULES_NOT_RUN) return finding('NotChecked', resource, '', { case: 'rules', of: kind });
  const field = e.field === '<nil>' ? '' : e.field;
  // kubectl creates such an object in the namespace of its current context, which differs between users.
  if (e.type === 'FieldValueRequired' && field === 'metadata.namespace')
    return finding('NamespaceMissing', resource, field, { others: 0 });
  const detail = withoutStop(e.message);
  switch (e.by) {
    case 'rule':
      return finding('RuleRejected', resource, field, { kind, detail });
    case 'schema':
      return finding('SchemaRejected', resource, field, { detail });
    case 'metadata':
      return finding('MetadataRejected', resource, field, { detail });
    default:
      return e.by satisfies never;
  }
};

/** The findings of one verdict. */
const verdictFindings = (object: KubernetesObject, verdict: Verdict): Finding[] => {
  const { apiVersion, kind } = object;
  const resource = shown(object);
  if ('notChecked' in verdict) {
    if (verdict.servedAs === undefined) return [];
    return [finding('VersionNotServed', resource, 'apiVersion', { apiVersion, kind, servedAs: verdict.servedAs })];
  }
  return [
    ...verdict.unknown.map((field) => finding('UnknownField', resource, field, { kind, field })),
    ...verdict.errors.map((e) => ofError(e, kind, resource)),
  ];
};

/** If several objects have no namespace, only the first one is reported. */
const onceForAll = (findings: readonly Finding[]): Finding[] => {
  const [first, ...more] = findings.filter((f) => f.code === 'NamespaceMissing');
  if (!first || more.length === 0) return [...findings];
  const all = finding('NamespaceMissing', first.resource, first.field, { others: more.length });
  return findings.flatMap((f) => (f.code !== 'NamespaceMissing' ? [f] : f === first ? [all] : []));
};

/** One finding for all objects that have no schema: what could not be checked is not the same as valid. */
const notChecked = (objects: readonly KubernetesObject[], verdicts: readonly Verdict[]): Finding[] => {
  const kinds = new Set<string>();
  let first: KubernetesObject | undefined;
  let count = 0;
  for (const [i, object] of objects.entries()) {
    const verdict = verdicts[i]!;
    if (!('notChecked' in verdict) || verdict.servedAs !== undefined || isUnknown(verdict.notChecked)) continue;
    first ??= object;
    kinds.add(verdict.notChecked);
    count++;
  }
  if (!first) return [];
  return [finding('NotChecked', shown(first), '', { case: 'objects', of: { kinds: listed([...kinds]), count } })];
};

/** What the API server would reject, for each object, and what is not known here. */
export const admissionFindings = (objects: readonly KubernetesObject[], admission: Admission): Finding[] => {
  const verdicts = objects.map((o) => admission.admit(o));
  const rejected = objects.flatMap((o, i) => verdictFindings(o, verdicts[i]!));
  return [...onceForAll(rejected), ...notChecked(objects, verdicts), ...unknownFindings(objects)];
};
