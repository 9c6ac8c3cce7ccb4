import type { Finding, Severity } from '../diagnostics/finding.ts';
import { short } from '../diagnostics/shown.ts';
import type { KubernetesObject } from '../objects/resource.ts';
import type { AdmissionError } from './admission-schema.ts';
import type { Admission, Verdict } from './admit.ts';
import { RULES_NOT_RUN } from './kind.ts';

/** The codes of admission, permanent. */
export type AdmissionCode =
  | 'SchemaRejected'
  | 'RuleRejected'
  | 'MetadataRejected'
  | 'NamespaceMissing'
  | 'UnknownField'
  | 'NotChecked';

const CODES = {
  schema: 'SchemaRejected',
  rule: 'RuleRejected',
  metadata: 'MetadataRejected',
} as const satisfies Record<AdmissionError['by'], AdmissionCode>;

/** Enough for any rule of a kind; what is longer has been written to be long. */
const LONGEST = 1500;

const said = (message: string): string => message.replace(/\.$/, '');

/** The findings of one verdict. What could not be checked is a finding, too: it is not the same as valid. */
export const verdictFindings = (object: KubernetesObject, verdict: Verdict): Finding[] => {
  const { kind, metadata } = object;
  const resource = `${kind} ${metadata.namespace === undefined ? '' : `${metadata.namespace}/`}${metadata.name}`;
  const make = (code: AdmissionCode, severity: Severity, field: string, message: string): Finding => ({
    code,
    severity,
    resource,
    field: field === '<nil>' ? '' : field,
    message: short(message, LONGEST),
  });
  if ('notChecked' in verdict)
    return [make('NotChecked', 'warning', '', `The object could not be checked: ${verdict.notChecked}.`)];
  const unknown = verdict.unknown.map((field) =>
    make('UnknownField', 'error', field, `${kind} has no field ${field}. The API server refuses it, or drops it.`),
  );
  const errors = verdict.errors.map((e) => {
    if (e === RULES_NOT_RUN)
      return make(
        'NotChecked',
        'info',
        '',
        `The rules (CEL) of ${kind} could not be checked. Correct the other errors first.`,
      );
    // kubectl puts such an object into the namespace of its context, so it is admitted, but where is left to chance.
    if (e.type === 'FieldValueRequired' && e.field === 'metadata.namespace')
      return make(
        'NamespaceMissing',
        'info',
        e.field,
        'The object names no namespace, so it lands in whatever namespace kubectl is set to. Write the namespace down.',
      );
    if (e.by === 'rule')
      return make(CODES.rule, 'error', e.field, `A rule (CEL) of ${kind} refuses the object: ${said(e.message)}.`);
    return make(CODES[e.by], 'error', e.field, `The API server refuses the object: ${said(e.message)}.`);
  });
  return [...unknown, ...errors];
};

/** Manifests without namespaces are a habit of their author: said once, at the first. */
const onceForAll = (findings: readonly Finding[]): Finding[] => {
  const [first, ...more] = findings.filter((f) => f.code === 'NamespaceMissing');
  if (!first || more.length === 0) return [...findings];
  const message = `This object and ${more.length} other${more.length === 1 ? ' names' : 's name'} no namespace, so they land in whatever namespace kubectl is set to. Write the namespace down.`;
  return findings.flatMap((f) => (f.code !== 'NamespaceMissing' ? [f] : f === first ? [{ ...f, message }] : []));
};

/** What the API server would refuse, for each object; an object that cannot be judged is named, never passed as valid. */
export const admissionFindings = (objects: readonly KubernetesObject[], admission: Admission): Finding[] =>
  onceForAll(objects.flatMap((o) => verdictFindings(o, admission.admit(o))));
