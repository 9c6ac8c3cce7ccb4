// References that are known by the name of their field, wherever in an object they stand: backends, certificates, filters,
// parameters. Going by the name finds them in parts of a kind that did not exist when this was written.

import { listed } from '../../diagnostics/shown.ts';
import {
  ENVOY_GATEWAY,
  type Fields,
  GATEWAY_API,
  groupOf,
  isOurs,
  type Loose,
  type Ref,
  refOf,
} from '../loose-objects.ts';
import type { Snapshot } from '../snapshot.ts';
import { elsewhere, inNamespace, type Report } from './report.ts';

type Check = (snapshot: Snapshot, report: Report, object: Loose, ref: Ref, field: string) => void;

/** In another namespace, the owner there must have agreed (ReferenceGrant); Envoy Gateway answers 500 otherwise. */
const checkGrant = (
  snapshot: Snapshot,
  report: Report,
  o: Loose,
  ref: Ref & { readonly group: string; readonly kind: string },
  field: string,
): void => {
  const own = o.metadata.namespace ?? '';
  const { group, kind, name = '', namespace = own } = ref;
  if (namespace === own) return;
  if (!snapshot.isGranted({ group: groupOf(o), kind: o.kind, namespace: own }, { group, kind, namespace }, name))
    report(
      'RefNotPermitted',
      o,
      field,
      `${kind} ${name} is in namespace ${namespace}, and no ReferenceGrant there lets a ${o.kind} of ${own} refer to it.`,
      // A grant belongs to the namespace that is referred to, and may come with it.
      snapshot.complete || snapshot.hasNamespace(namespace) ? 'error' : 'warning',
    );
};

/** The kinds of backends, and the group of each. */
const BACKENDS = new Map([
  ['Service', ''],
  ['Backend', ENVOY_GATEWAY],
]);

const checkBackend: Check = (snapshot, report, o, ref, field) => {
  const { kind = 'Service', name = '', group = '', namespace = o.metadata.namespace } = ref;
  const right = BACKENDS.get(kind);
  // Of other clusters (Gateway API, GEP-1748); the controller serves it where its CRD is there.
  if (right === undefined && kind !== 'ServiceImport') {
    report(
      'InvalidKind',
      o,
      `${field}.kind`,
      `Envoy Gateway knows no backend of kind ${kind}${group ? ` of ${group}` : ''}; a Service or a Backend is one.`,
    );
    return;
  }
  if (right !== undefined && right !== group) {
    const belongs = right === '' ? 'the core group, which is written ""' : `group ${right}`;
    report('InvalidKind', o, `${field}.group`, `A ${kind} is of ${belongs}, so this backend would not be found.`);
    return;
  }
  if (kind === 'Backend' && !snapshot.find(ENVOY_GATEWAY, 'Backend', namespace, name))
    report(
      'BackendNotFound',
      o,
      field,
      `There is no Backend ${name}${inNamespace(namespace)}, so requests would be answered with 500.${elsewhere(snapshot.absence(ENVOY_GATEWAY, 'Backend', namespace))}`,
      snapshot.absence(ENVOY_GATEWAY, 'Backend', namespace),
    );
  checkGrant(snapshot, report, o, { ...ref, kind, group }, field);
};

const checkSecret: Check = (snapshot, report, o, ref, field) =>
  checkGrant(snapshot, report, o, { ...ref, kind: ref.kind ?? 'Secret', group: ref.group ?? '' }, field);

const checkCertificate: Check = (snapshot, report, o, ref, field) => {
  const { kind: of = 'Secret', group = '' } = ref;
  if (of !== 'Secret' || group !== '') {
    report('InvalidCertificateRef', o, field, `A certificate is a Secret, not a ${of}${group ? ` of ${group}` : ''}.`);
    return;
  }
  checkSecret(snapshot, report, o, ref, field);
  const { kind = 'Secret', name = '', namespace = o.metadata.namespace ?? '' } = ref;
  const issued = snapshot.issuedSecrets(namespace);
  // Without a Certificate of ours in that namespace the Secret is somebody else's affair.
  if (kind !== 'Secret' || !issued || issued.has(name) || snapshot.find('', 'Secret', namespace, name)) return;
  report(
    'InvalidCertificateRef',
    o,
    field,
    `No Certificate in namespace ${namespace} makes the Secret ${name}; they make ${listed([...issued])}. The listener would not come up.`,
  );
};

const checkFilter: Check = (snapshot, report, o, { group = '', kind = '', name = '' }, field) => {
  if (isOurs(group) && !snapshot.find(group, kind, o.metadata.namespace, name))
    report(
      'FilterNotFound',
      o,
      field,
      `There is no ${kind} ${name} in the route's namespace, so the rule would answer 500.${elsewhere(snapshot.absence(group, kind, o.metadata.namespace))}`,
      snapshot.absence(group, kind, o.metadata.namespace),
    );
};

const checkParameters: Check = (snapshot, report, o, ref, field) => {
  const { group = '', kind = '', name = '', namespace = o.metadata.namespace } = ref;
  if (isOurs(group) && !snapshot.find(group, kind, namespace, name))
    report(
      'InvalidParameters',
      o,
      field,
      `There is no ${kind} ${name}${inNamespace(namespace)}, so the ${o.kind} would not be accepted.${elsewhere(snapshot.absence(group, kind, namespace))}`,
      snapshot.absence(group, kind, namespace),
    );
};

const CHECKS: Readonly<Record<string, Check>> = {
  backendRef: checkBackend,
  backendRefs: checkBackend,
  caCertificateRef: checkSecret,
  caCertificateRefs: checkSecret,
  certificateRefs: checkCertificate,
  clientCertificateRef: checkSecret,
  clientIDRef: checkSecret,
  clientSecret: checkSecret,
  credentialRefs: checkSecret,
  pullSecretRef: checkSecret,
  users: checkSecret,
  valueRef: checkSecret,
  extensionRef: checkFilter,
  parametersRef: checkParameters,
};

/** Checks every reference in the fields of an object of Gateway API or Envoy Gateway. */
export const checkFields = (snapshot: Snapshot, report: Report, object: Loose): void => {
  const group = groupOf(object);
  if (group !== GATEWAY_API && group !== ENVOY_GATEWAY) return;
  const visit = (value: unknown, field: string, check: Check | undefined): void => {
    if (typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) {
      for (const [i, x] of value.entries()) visit(x, `${field}[${i}]`, check);
      return;
    }
    if (check && typeof (value as Fields).name === 'string') check(snapshot, report, object, refOf(value), field);
    for (const [k, v] of Object.entries(value))
      if (typeof v === 'object') visit(v, `${field}.${k}`, Object.hasOwn(CHECKS, k) ? CHECKS[k] : undefined);
  };
  visit(object.spec, 'spec', undefined);
};
