// The backends of a rule with their shares of the requests, and what happens to the share of one that is refused.
import {
  ENVOY_GATEWAY,
  entries,
  type Fields,
  fields,
  type Loose,
  type Ref,
  refOf,
  text,
} from '../objects/loose-objects.ts';
import type { Snapshot } from '../snapshot.ts';
import { refusalAt } from './refused.ts';
import { filtersOf, type RuleFilters } from './rule-filters.ts';

/** How Envoy connects to a backend with TLS. */
export interface BackendTls {
  /** The BackendTLSPolicy, or the Backend with `tls`. */
  readonly object: Loose;
  /** The name that the certificate must have. */
  readonly hostname: string | undefined;
  /** ConfigMaps and Secrets with the CAs; `System`: those of the container. */
  readonly authorities: readonly Ref[] | 'System' | undefined;
  /** The certificate is not verified. */
  readonly insecure: boolean;
}

/** A backend of a rule. */
export interface BackendShare {
  /** Its position in `backendRefs`. */
  readonly index: number;
  /** Group, kind and namespace are filled in. */
  readonly ref: Ref;
  readonly weight: number;
  /** Of the requests that match the rule, 0 to 100. */
  readonly percent: number;
  /** The status that its share of the requests gets, because the controller refuses it for sure; undefined: it is forwarded. */
  readonly failure: 500 | 503 | undefined;
  readonly tls: BackendTls | undefined;
  /** Filters of this backend only. */
  readonly filters: RuleFilters | undefined;
}

/** A reference with its defaults. */
const completed = (route: Loose, ref: Ref): Ref =>
  Object.freeze({
    ...ref,
    group: ref.group ?? '',
    kind: ref.kind ?? 'Service',
    namespace: ref.namespace ?? route.metadata.namespace,
  });

const authorities = (tls: Fields): BackendTls['authorities'] => {
  if (tls.wellKnownCACertificates !== undefined) return 'System';
  const refs = entries(tls.caCertificateRefs);
  return refs.length > 0 ? refs.map(refOf) : undefined;
};

/** The port of a Service by its name: a BackendTLSPolicy may name it as its section. */
const portName = (service: Loose | undefined, port: number | undefined): string | undefined =>
  text(entries(fields(service?.spec).ports).find((p) => p.port === port)?.name);

/** TLS to a backend (getBackendTLSPolicy and applyBackendTLSSetting in backendtlspolicy.go): a policy's fields replace those of the Backend. */
const tlsOf = (
  snapshot: Snapshot,
  { group = '', kind = '', namespace, name = '', port }: Ref,
): BackendTls | undefined => {
  const object = snapshot.find(group, kind, namespace, name);
  // Services are often not among the objects; a policy attaches to their name.
  const apiVersion = group === '' ? 'v1' : `${group}/v1`;
  const target: Loose = object ?? {
    apiVersion,
    kind,
    metadata: { name, ...(namespace !== undefined && { namespace }) },
  };
  const section = portName(object, port);
  const on = (s?: string): Loose | undefined => snapshot.attachments.exactly(target, 'BackendTLSPolicy', s)[0];
  const policy = (section === undefined ? undefined : on(section)) ?? on();
  const own = group === ENVOY_GATEWAY && kind === 'Backend' ? fields(object?.spec).tls : undefined;
  if (policy) {
    const validation = fields(fields(policy.spec).validation);
    return Object.freeze({
      object: policy,
      hostname: text(validation.hostname),
      authorities: authorities(validation),
      insecure: false,
    });
  }
  if (own === undefined || !object) return undefined;
  const tls = fields(own);
  const given = { hostname: text(tls.sni), authorities: authorities(tls), insecure: tls.insecureSkipVerify === true };
  return Object.freeze({ object, ...given });
};

const weightOf = ({ weight }: Fields): number => (typeof weight === 'number' ? weight : 1);

/** Endpoints are missing: the condition is BackendsAvailable. All other faults make the reference invalid. */
const failureOf = (snapshot: Snapshot, route: Loose, at: string): 500 | 503 | undefined => {
  const refusal = refusalAt(snapshot, route, at);
  if (!refusal) return undefined;
  return refusal.type === 'BackendsAvailable' ? 503 : 500;
};

/** The backends of a rule (processHTTPRouteRules in route.go). One with weight 0 has no share, also if it is refused. */
export const backendShares = (snapshot: Snapshot, route: Loose, rule: Fields, at: string): readonly BackendShare[] => {
  const refs = entries(rule.backendRefs);
  const total = refs.reduce((sum, ref) => sum + weightOf(ref), 0);
  return refs.map((given, index) => {
    const field = `${at}.backendRefs[${index}]`;
    const ref = completed(route, refOf(given));
    const weight = weightOf(given);
    return Object.freeze({
      index,
      ref,
      weight,
      percent: total === 0 ? 0 : (100 * weight) / total,
      failure: failureOf(snapshot, route, field),
      tls: tlsOf(snapshot, ref),
      filters: entries(given.filters).length > 0 ? filtersOf(snapshot, route, given, field) : undefined,
    });
  });
};

/** The status of all requests of a rule without a backend that works; undefined: at least one works. */
export const failureOfAll = (shares: readonly BackendShare[]): 500 | 503 | undefined => {
  const used = shares.filter((s) => s.weight > 0);
  if (used.some((s) => s.failure === undefined)) return undefined;
  return used.length > 0 && shares.every((s) => s.failure !== 500) && used.some((s) => s.failure === 503) ? 503 : 500;
};

/** The status of the share of those that do not work: Envoy has one for all, and 503 is the stronger (buildXdsWeightedRouteAction). */
export const failureOfShares = (route: Loose, shares: readonly BackendShare[]): 500 | 503 =>
  // A refused backend of a GRPCRoute counts as one without endpoints.
  shares.some((s) => s.weight > 0 && (s.failure === 503 || (s.failure === 500 && route.kind === 'GRPCRoute')))
    ? 503
    : 500;
