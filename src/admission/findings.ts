import { type Finding, finding } from '../diagnostics/finding.ts';
import type { KubernetesObject } from '../objects/resource.ts';
import { isUnknown } from '../objects/unknown-value.ts';
import type { AdmissionError } from './admission-schema.ts';
import type { Admission, Verdict } from './admit.ts';
import { RULES_NOT_RUN } from './kind.ts';
import { unknownFindings } from './unknown-findings.ts';

const withoutStop = (message: string): string => message.replace(/\.$/, '');

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

/** The findings of one verdict. What could not be checked is a finding, too: it is not the same as valid. */
export const verdictFindings = (object: KubernetesObject, verdict: Verdict): Finding[] => {
  const { kind, metadata } = object;
  const resource = `${kind} ${metadata.namespace === undefined ? '' : `${metadata.namespace}/`}${metadata.name}`;
  if (isUnknown(kind) || isUnknown(object.apiVersion)) return [];
  if ('notChecked' in verdict) return [finding('NotChecked', resource, '', { case: 'object', of: verdict.notChecked })];
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

/** What the API server would reject, for each object; an object that cannot be checked is named, never passed as valid. */
export const admissionFindings = (objects: readonly KubernetesObject[], admission: Admission): Finding[] => [
  ...onceForAll(objects.flatMap((o) => verdictFindings(o, admission.admit(o)))),
  ...unknownFindings(objects),
];
