// References that are known by the name of their field, wherever in an object they stand: backends, certificates, filters,
// parameters. Going by the name finds them in parts of a kind that did not exist when this was written.

import { listed } from '../shown.ts';
import { ENVOY_GATEWAY, type Fields, GATEWAY_API, groupOf, isOurs, type Loose, type Ref, refOf } from './objects.ts';
import { elsewhere, inNamespace, type Report } from './report.ts';
import type { World } from './world.ts';

type Check = (world: World, report: Report, object: Loose, ref: Ref, field: string) => void;

/** In another namespace, the owner there must have agreed (ReferenceGrant); Envoy Gateway answers 500 otherwise. */
const checkGrant = (
  world: World,
  report: Report,
  o: Loose,
  ref: Ref & { readonly group: string; readonly kind: string },
  field: string,
): void => {
  const own = o.metadata.namespace ?? '';
  const { group, kind, name = '', namespace = own } = ref;
  if (namespace === own) return;
  if (!world.isGranted({ group: groupOf(o), kind: o.kind, namespace: own }, { group, kind, namespace }, name))
    report(
      'RefNotPermitted',
      o,
      field,
      `${kind} ${name} is in namespace ${namespace}, and no ReferenceGrant there lets a ${o.kind} of ${own} refer to it.`,
      // A grant belongs to the namespace that is referred to, and may come with it.
      world.complete || world.hasNamespace(namespace) ? 'error' : 'warning',
    );
};

const checkBackend: Check = (world, report, o, ref, field) => {
  const { kind = 'Service', name = '', group = '', namespace = o.metadata.namespace } = ref;
  const right: Readonly<Record<string, string>> = { Service: '', Backend: ENVOY_GATEWAY };
  // Of other clusters (Gateway API, GEP-1748); the controller serves it where its CRD is there.
  if (right[kind] === undefined && kind !== 'ServiceImport') {
    report(
      'InvalidKind',
      o,
      `${field}.kind`,
      `Envoy Gateway knows no backend of kind ${kind}${group ? ` of ${group}` : ''}; a Service or a Backend is one.`,
    );
    return;
  }
  if (right[kind] !== undefined && right[kind] !== group) {
    const belongs = right[kind] === '' ? 'the core group, which is written ""' : `group ${right[kind]}`;
    report('InvalidKind', o, `${field}.group`, `A ${kind} is of ${belongs}, so this backend would not be found.`);
    return;
  }
  if (kind === 'Backend' && !world.find(ENVOY_GATEWAY, 'Backend', namespace, name))
    report(
      'BackendNotFound',
      o,
      field,
      `There is no Backend ${name}${inNamespace(namespace)}, so requests would be answered with 500.${elsewhere(world.absence(ENVOY_GATEWAY, 'Backend', namespace))}`,
      world.absence(ENVOY_GATEWAY, 'Backend', namespace),
    );
  checkGrant(world, report, o, { ...ref, kind, group }, field);
};

const checkSecret: Check = (world, report, o, ref, field) =>
  checkGrant(world, report, o, { ...ref, kind: ref.kind ?? 'Secret', group: ref.group ?? '' }, field);

const checkCertificate: Check = (world, report, o, ref, field) => {
  const { kind: of = 'Secret', group = '' } = ref;
  if (of !== 'Secret' || group !== '') {
    report('InvalidCertificateRef', o, field, `A certificate is a Secret, not a ${of}${group ? ` of ${group}` : ''}.`);
    return;
  }
  checkSecret(world, report, o, ref, field);
  const { kind = 'Secret', name = '', namespace = o.metadata.namespace ?? '' } = ref;
  const issued = world.issuedSecrets(namespace);
  // Without a Certificate of ours in that namespace the Secret is somebody else's affair.
  if (kind !== 'Secret' || !issued || issued.has(name) || world.find('', 'Secret', namespace, name)) return;
  report(
    'InvalidCertificateRef',
    o,
    field,
    `No Certificate in namespace ${namespace} makes the Secret ${name}; they make ${listed([...issued])}. The listener would not come up.`,
  );
};

const checkFilter: Check = (world, report, o, { group = '', kind = '', name = '' }, field) => {
  if (isOurs(group) && !world.find(group, kind, o.metadata.namespace, name))
    report(
      'FilterNotFound',
      o,
      field,
      `There is no ${kind} ${name} in the route's namespace, so the rule would answer 500.${elsewhere(world.absence(group, kind, o.metadata.namespace))}`,
      world.absence(group, kind, o.metadata.namespace),
    );
};

const checkParameters: Check = (world, report, o, ref, field) => {
  const { group = '', kind = '', name = '', namespace = o.metadata.namespace } = ref;
  if (isOurs(group) && !world.find(group, kind, namespace, name))
    report(
      'InvalidParameters',
      o,
      field,
      `There is no ${kind} ${name}${inNamespace(namespace)}, so the ${o.kind} would not be accepted.${elsewhere(world.absence(group, kind, namespace))}`,
      world.absence(group, kind, namespace),
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
export const checkFields = (world: World, report: Report, object: Loose): void => {
  const group = groupOf(object);
  if (group !== GATEWAY_API && group !== ENVOY_GATEWAY) return;
  const visit = (value: unknown, field: string, check: Check | undefined): void => {
    if (typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) {
      for (const [i, x] of value.entries()) visit(x, `${field}[${i}]`, check);
      return;
    }
    if (check && typeof (value as Fields).name === 'string') check(world, report, object, refOf(value), field);
    for (const [k, v] of Object.entries(value))
      if (typeof v === 'object') visit(v, `${field}.${k}`, Object.hasOwn(CHECKS, k) ? CHECKS[k] : undefined);
  };
  visit(object.spec, 'spec', undefined);
};
