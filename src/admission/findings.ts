import type { ValuesOf } from '../diagnostics/catalogue.ts';
import { type Finding, finding } from '../diagnostics/finding.ts';
import type { KubernetesObject } from '../objects/resource.ts';
import { show } from '../objects/shown-name.ts';
import { isUnknown } from '../objects/unknown-value.ts';
import type { AdmissionError } from './admission-schema.ts';
import type { Admission, Verdict } from './admit.ts';
import { RULES_NOT_RUN } from './kind.ts';
import { unknownFindings } from './unknown-findings.ts';

const withoutStop = (message: string): string => message.replace(/\.$/, '');

/** The finding of one error. `field` is empty if the error is about the whole object. */
const ofError = (e: AdmissionError, kind: string, resource: string): Finding => {
  if (e === RULES_NOT_RUN) return finding('RulesNotEvaluated', resource, '', { kind });
  const field = e.field === '<nil>' ? '' : e.field;
  // kubectl creates such an object in the namespace of its current context, which differs between users.
  if (e.type === 'FieldValueRequired' && field === 'metadata.namespace')
    return finding('NamespaceMissing', resource, field, { others: 0 });
  const detail = withoutStop(e.message);
  switch (e.by) {
    case 'rule':
      return finding('RuleRejected', resource, field, { kind, detail });
    case 'schema':
      return finding('SchemaRejected', resource, field, { detail, lacksQuotes: e.lacksQuotes });
    case 'metadata':
      return finding('MetadataRejected', resource, field, { detail, lacksQuotes: e.lacksQuotes });
    default:
      return e.by satisfies never;
  }
};

/** Whether a field is in a value of the wrong type, which is reported itself: what is in it does not matter. */
const isInside = (field: string, wrong: ReadonlySet<string>): boolean =>
  wrong.size > 0 && [...field.matchAll(/[.[]/g)].some(({ index }) => wrong.has(field.slice(0, index)));

/** The findings of one verdict. */
export const verdictFindings = (object: KubernetesObject, verdict: Verdict): Finding[] => {
  const { apiVersion, kind } = object;
  const resource = show(object);
  if ('notChecked' in verdict) {
    if (verdict.servedAs === undefined) return [];
    return [finding('VersionNotServed', resource, 'apiVersion', { apiVersion, kind, servedAs: verdict.servedAs })];
  }
  const wrong = new Set(verdict.errors.filter((e) => e.type === 'FieldValueTypeInvalid').map((e) => e.field));
  return [
    ...verdict.unknown
      .filter((field) => !isInside(field, wrong))
      .map((field) => finding('UnknownField', resource, field, { kind, field })),
    ...verdict.errors.map((e) => ofError(e, kind, resource)),
  ];
};

/** If several objects have no namespace, only the first one is reported, with their number. */
export const onceForAll = <T extends { readonly finding: Finding }>(all: readonly T[]): T[] => {
  const isMissing = ({ finding: f }: T): boolean => f.code === 'NamespaceMissing';
  const first = all.find(isMissing);
  if (!first) return [...all];
  const { resource, field } = first.finding;
  const others = all.filter(isMissing).length - 1;
  const one = { ...first, finding: finding('NamespaceMissing', resource, field, { others }) };
  return all.flatMap((a) => (isMissing(a) ? (a === first ? [one] : []) : [a]));
};

/** Kinds without a schema and the number of their objects: what could not be checked is not the same as valid. */
export const notCheckedKinds = (kinds: readonly string[]): ValuesOf<'NotChecked'> => {
  const counts = new Map<string, number>();
  for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const list = [...counts].map(([kind, count]) => ({ kind, count }));
  return list.sort((a, b) => b.count - a.count);
};

/** Whether the API server may know the kind of an object, but it has no schema here. */
export const lacksSchema = (verdict: Verdict): boolean =>
  'notChecked' in verdict && verdict.servedAs === undefined && !isUnknown(verdict.notChecked);

/** One finding for all objects that have no schema. */
const notChecked = (objects: readonly KubernetesObject[], verdicts: readonly Verdict[]): Finding[] => {
  const unknown = objects.filter((_, i) => lacksSchema(verdicts[i]!));
  if (!unknown[0]) return [];
  return [finding('NotChecked', show(unknown[0]), '', notCheckedKinds(unknown.map((o) => o.kind)))];
};

/** What the API server would reject, for each object, and what is not known here. */
export const admissionFindings = (objects: readonly KubernetesObject[], admission: Admission): Finding[] => {
  const verdicts = objects.map((o) => admission.admit(o));
  const rejected = objects.flatMap((o, i) => verdictFindings(o, verdicts[i]!)).map((f) => ({ finding: f }));
  // Of a kind that nothing here reads, no value matters.
  const read = objects.filter((o, i) => !('notChecked' in verdicts[i]!) || isUnknown(o.kind));
  return [...onceForAll(rejected).map((r) => r.finding), ...notChecked(objects, verdicts), ...unknownFindings(read)];
};
