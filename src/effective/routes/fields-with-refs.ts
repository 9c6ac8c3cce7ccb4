// References that are recognized by the name of their field, anywhere in an object: backends, certificates, filters, parameters.
// The name also finds them in fields that a later version adds.

import type { Conclude, ConditionRule } from '../conditions/condition.ts';
import {
  ENVOY_GATEWAY,
  type Fields,
  GATEWAY_API,
  groupOf,
  isOurs,
  type Loose,
  type Ref,
  refOf,
} from '../objects/loose-objects.ts';
import type { Snapshot } from '../snapshot.ts';

type Check = (snapshot: Snapshot, conclude: Conclude, object: Loose, ref: Ref, field: string) => void;

/** A reference to another namespace needs a ReferenceGrant there; without it, requests get 500. */
const checkGrant = (
  snapshot: Snapshot,
  conclude: Conclude,
  o: Loose,
  ref: Ref & { readonly group: string; readonly kind: string },
  field: string,
): void => {
  const own = o.metadata.namespace ?? '';
  const { group, kind, name = '', namespace = own } = ref;
  if (namespace === own) return;
  if (!snapshot.isGranted({ group: groupOf(o), kind: o.kind, namespace: own }, { group, kind, namespace }, name))
    conclude({ object: o, type: 'ResolvedRefs', reason: 'RefNotPermitted', field: field }, 'RefNotPermitted', {
      kind,
      name,
      namespace,
      from: o.kind,
      own,
      /* A grant belongs to the namespace that is referred to, and may come with it. */ mayExist:
        !snapshot.complete && !snapshot.hasNamespace(namespace),
    });
};

/** The kinds of backends, and the group of each. */
const BACKENDS = new Map([
  ['Service', ''],
  ['Backend', ENVOY_GATEWAY],
]);

const checkBackend: Check = (snapshot, conclude, o, ref, field) => {
  const { kind = 'Service', name = '', group = '', namespace = o.metadata.namespace } = ref;
  const right = BACKENDS.get(kind);
  // ServiceImport: Services of other clusters (Gateway API, GEP-1748), if the CRD is installed.
  if (right === undefined && kind !== 'ServiceImport') {
    conclude({ object: o, type: 'ResolvedRefs', reason: 'InvalidKind', field: `${field}.kind` }, 'InvalidKind', {
      case: 'kind',
      of: { kind, group, absence: 'certain' },
    });
    return;
  }
  if (right !== undefined && right !== group) {
    conclude({ object: o, type: 'ResolvedRefs', reason: 'InvalidKind', field: `${field}.group` }, 'InvalidKind', {
      case: 'group',
      of: { kind, right },
    });
    return;
  }
  if (kind === 'Backend' && !snapshot.find(ENVOY_GATEWAY, 'Backend', namespace, name))
    conclude({ object: o, type: 'ResolvedRefs', reason: 'BackendNotFound', field: field }, 'BackendNotFound', {
      kind,
      name,
      namespace,
      absence: snapshot.absence(ENVOY_GATEWAY, 'Backend', namespace),
    });
  checkGrant(snapshot, conclude, o, { ...ref, kind, group }, field);
};

const checkSecret: Check = (snapshot, conclude, o, ref, field) =>
  checkGrant(snapshot, conclude, o, { ...ref, kind: ref.kind ?? 'Secret', group: ref.group ?? '' }, field);

const checkFilter: Check = (snapshot, conclude, o, { group = '', kind = '', name = '' }, field) => {
  if (isOurs(group) && !snapshot.find(group, kind, o.metadata.namespace, name))
    conclude({ object: o, type: 'ResolvedRefs', reason: 'FilterNotFound', field: field }, 'FilterNotFound', {
      kind,
      name,
      absence: snapshot.absence(group, kind, o.metadata.namespace),
    });
};

const CHECKS: Readonly<Record<string, Check>> = {
  backendRef: checkBackend,
  backendRefs: checkBackend,
  caCertificateRef: checkSecret,
  caCertificateRefs: checkSecret,
  clientCertificateRef: checkSecret,
  clientIDRef: checkSecret,
  clientSecret: checkSecret,
  credentialRefs: checkSecret,
  pullSecretRef: checkSecret,
  users: checkSecret,
  valueRef: checkSecret,
  extensionRef: checkFilter,
};

/** Checks every reference in the fields of an object of Gateway API or Envoy Gateway. */
const checkFields = (snapshot: Snapshot, conclude: Conclude, object: Loose): void => {
  const group = groupOf(object);
  if (group !== GATEWAY_API && group !== ENVOY_GATEWAY) return;
  const visit = (value: unknown, field: string, check: Check | undefined): void => {
    if (typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) {
      for (const [i, x] of value.entries()) visit(x, `${field}[${i}]`, check);
      return;
    }
    if (check && typeof (value as Fields).name === 'string') check(snapshot, conclude, object, refOf(value), field);
    for (const [k, v] of Object.entries(value))
      if (typeof v === 'object') visit(v, `${field}.${k}`, Object.hasOwn(CHECKS, k) ? CHECKS[k] : undefined);
  };
  visit(object.spec, 'spec', undefined);
};

/** Kinds of which the references are checked elsewhere, or need no check. */
const OTHERS =
  /Route$|^BackendTLSPolicy$|^Backend$|^HTTPRouteFilter$|^EnvoyProxy$|^Gateway(Class)?$|^ListenerSet$|^ClientTrafficPolicy$|^SecurityPolicy$|^BackendTrafficPolicy$|^EnvoyExtensionPolicy$/;

/** Whether the objects that fields refer to exist and may be used. */
export const refsInFields: ConditionRule = (snapshot, conclude) => {
  // Gateways: listeners/; routes: routes/; BackendTLSPolicies and Backends: backends/; policies: policies/. References of an EnvoyProxy need no ReferenceGrant
  // (processBackendRefsForTelemetry in backend.go of the translator never asks for one).
  for (const o of snapshot.objects) if (!OTHERS.test(o.kind)) checkFields(snapshot, conclude, o);
};
