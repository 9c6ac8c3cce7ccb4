// References to backends that are refused whatever they refer to (validateBackendRef in validate.go).
import { type Fault, fault } from '../conditions/fault.ts';
import { isExtension } from '../controller-config.ts';
import { deniedReference } from '../objects/granted.ts';
import { ENVOY_GATEWAY, type Loose, type Ref } from '../objects/loose-objects.ts';
import { isServedByUs } from '../routes/parents.ts';
import type { Snapshot } from '../snapshot.ts';
import { SERVICES } from './services.ts';

/** The condition that reports references. */
export const refs = (reason: string) => ({ type: 'ResolvedRefs', reason }) as const;

/** Groups that Envoy Gateway accepts, whatever the kind. */
const GROUPS = new Set(['', 'multicluster.x-k8s.io', ENVOY_GATEWAY]);
/** Pools of model servers, which an extension server resolves. */
const POOLS = /^inference\.networking\./;

/** A kind that Envoy Gateway itself does not know (validateBackendRefGroup, validateBackendRefKind). */
export const kindFault = (
  snapshot: Snapshot,
  owner: Loose,
  group: string,
  kind: string,
  field: string,
): Fault | undefined => {
  const known = SERVICES[kind] !== undefined || kind === 'Backend';
  if (known && GROUPS.has(group)) return undefined;
  if (known) {
    const right = kind === 'Backend' ? ENVOY_GATEWAY : SERVICES[kind]!;
    return fault(refs('InvalidKind'), `${field}.group`, 'InvalidKind', { case: 'group', of: { kind, right } });
  }
  const sure = GROUPS.has(group) || isExtension(snapshot, group, kind) === false;
  const isForeign = POOLS.test(group) || !(sure || isServedByUs(snapshot, owner));
  const absence = isForeign ? 'unknown' : sure ? 'certain' : 'likely';
  return fault(refs('InvalidKind'), `${field}.kind`, 'InvalidKind', { case: 'kind', of: { kind, group, absence } });
};

/** A reference to another namespace needs a ReferenceGrant there (validateBackendNamespace). */
export const grantFault = (
  snapshot: Snapshot,
  owner: Loose,
  ref: Ref,
  kind: string,
  field: string,
): Fault | undefined => {
  const denied = deniedReference(snapshot, owner, { ...ref, kind });
  return denied && fault(refs('RefNotPermitted'), field, 'RefNotPermitted', denied);
};
