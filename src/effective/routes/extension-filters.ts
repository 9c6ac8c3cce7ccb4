// Filters of Envoy Gateway in routes: what an HTTPRouteFilter does, and why it may be refused (processExtensionRefHTTPFilter in filters.go).
import { type Fault, fault } from '../conditions/fault.ts';
import { isExtension } from '../controller-config.ts';
import { deniedReference } from '../objects/granted.ts';
import {
  ENVOY_GATEWAY,
  entries,
  type Fields,
  fields,
  isOurs,
  isSet,
  type Loose,
  refOf,
} from '../objects/loose-objects.ts';
import { absenceOf, isMade } from '../objects/made-objects.ts';
import { dataOf, hasBinaryData } from '../objects/object-data.ts';
import type { Snapshot } from '../snapshot.ts';
import { addResponseHeaders, type HeaderChanges } from './header-filters.ts';
import { isServedByUs } from './parents.ts';
import { type Rewrites, rewriteByFilter } from './rewrites.ts';
import { cookieFaults, NOT_ACCEPTED } from './rule-matches.ts';

/** A response without a backend. */
export interface DirectResponse {
  readonly status: number;
  /** The HTTPRouteFilter. */
  readonly filter: Loose;
}

/** What the filters of a rule do together, as they are applied one by one. */
export interface FilterEffects {
  readonly rewrite: Rewrites;
  readonly responseHeaders: HeaderChanges;
  direct: DirectResponse | undefined;
  /** Matches that are required in addition to those of the rule. */
  matches: readonly Fields[];
  /** The HTTPRouteFilter whose credential is added to requests. */
  credential: Loose | undefined;
}

const KIND = 'HTTPRouteFilter';
/** The key of a Secret that contains the credential. */
const CREDENTIAL = 'credential';

/** The object that a field of an HTTPRouteFilter needs, or why it is missing. */
const needed = (
  snapshot: Snapshot,
  filter: Loose,
  kind: string,
  { name = '', namespace = filter.metadata.namespace }: { name?: string | undefined; namespace?: string | undefined },
  field: string,
): Loose | Fault | undefined => {
  const found = snapshot.find('', kind, namespace, name);
  if (found && !isMade(snapshot, kind, namespace ?? '', name)) return found;
  const absence = absenceOf(snapshot, '', kind, namespace, name);
  if (found || absence === undefined) return undefined;
  const of = { filter: filter.metadata.name, kind, name, namespace, absence };
  return fault(NOT_ACCEPTED, field, 'UnsupportedValue', { case: 'filterObject', of });
};

const isFault = (v: Loose | Fault | undefined): v is Fault => v !== undefined && 'code' in v;

const keyFault = (filter: Loose, field: string, object: Loose, key: string): Fault =>
  fault(NOT_ACCEPTED, field, 'UnsupportedValue', {
    case: 'filterKey',
    of: {
      filter: filter.metadata.name,
      object: `${object.kind} ${object.metadata.name}`,
      key,
      empty: dataOf(object).length === 0,
    },
  });

/** The ConfigMap with the body of a direct response must exist and not be empty (getCustomResponseBody in backendtrafficpolicy.go). */
const bodyFault = (snapshot: Snapshot, filter: Loose, direct: Fields, field: string): Fault | undefined => {
  const { type, valueRef } = fields(direct.body);
  if (type !== 'ValueRef') return undefined;
  const { name } = refOf(valueRef);
  const found = needed(snapshot, filter, 'ConfigMap', { name }, field);
  if (!found || isFault(found)) return found;
  if (dataOf(found).length > 0 || hasBinaryData(found)) return undefined;
  return keyFault(filter, field, found, 'response.body');
};

/** A ReferenceGrant must allow a Secret of another namespace, and the Secret must contain the key. */
const credentialFault = (snapshot: Snapshot, filter: Loose, injection: Fields, field: string): Fault | undefined => {
  const ref = refOf(fields(injection.credential).valueRef);
  const own = filter.metadata.namespace ?? '';
  const { name = '', namespace = own } = ref;
  const denied = deniedReference(snapshot, filter, { kind: 'Secret', name, namespace });
  if (denied) return fault(NOT_ACCEPTED, field, 'RefNotPermitted', denied);
  const found = needed(snapshot, filter, 'Secret', { name, namespace }, field);
  if (!found || isFault(found)) return found;
  const entry = dataOf(found).find(({ key }) => key === CREDENTIAL);
  return entry && entry.value !== '' ? undefined : keyFault(filter, field, found, CREDENTIAL);
};

const faultsByFilter = (): Map<Loose, readonly Fault[]> => new Map();

/** Computed once: many routes may use a filter with many matches. */
const ownCookieFaults = (snapshot: Snapshot, filter: Loose, matches: readonly Fields[]): readonly Fault[] => {
  const all = snapshot.index(faultsByFilter);
  const known = all.get(filter) ?? cookieFaults(matches, '');
  all.set(filter, known);
  return known;
};

/** Applies what an HTTPRouteFilter does; the first problem ends it, as in Envoy Gateway. */
const applyFilter = (snapshot: Snapshot, effects: FilterEffects, filter: Loose, field: string): Fault[] => {
  const { matches, urlRewrite, directResponse, credentialInjection } = fields(filter.spec);
  const { name } = filter.metadata;
  const own = entries(matches);
  if (own.length > 0 && effects.matches.length > 0)
    return [fault(NOT_ACCEPTED, field, 'UnsupportedValue', { case: 'filterMatches', of: { name } })];
  if (own.length > 0) effects.matches = own;
  const wrongCookies = ownCookieFaults(snapshot, filter, own);
  if (wrongCookies.length > 0) return wrongCookies.map((f) => ({ ...f, field }));
  const refused = rewriteByFilter(effects.rewrite, fields(urlRewrite), field, name);
  if (refused.length > 0) return refused;
  if (isSet(directResponse)) {
    const direct = fields(directResponse);
    const missing = bodyFault(snapshot, filter, direct, field);
    if (missing) return [missing];
    effects.direct = { status: typeof direct.statusCode === 'number' ? direct.statusCode : 200, filter };
    addResponseHeaders(effects.responseHeaders, direct);
  }
  if (!isSet(credentialInjection)) return [];
  const missing = credentialFault(snapshot, filter, fields(credentialInjection), field);
  if (missing) return [missing];
  effects.credential = filter;
  return [];
};

/** Applies the filter that an ExtensionRef of a route names. */
export const applyExtension = (
  snapshot: Snapshot,
  route: Loose,
  effects: FilterEffects,
  given: unknown,
  field: string,
): Fault[] => {
  const { group = '', kind = '', name = '' } = refOf(given);
  const { namespace } = route.metadata;
  const isFilter = group === ENVOY_GATEWAY && kind === KIND;
  if (!isFilter && isExtension(snapshot, group, kind) !== true) {
    const sure = isOurs(group) || isExtension(snapshot, group, kind) === false;
    const absence = sure ? 'certain' : isServedByUs(snapshot, route) ? 'likely' : 'unknown';
    return [fault(NOT_ACCEPTED, field, 'UnsupportedValue', { case: 'filterKind', of: { kind, group, absence } })];
  }
  const found = snapshot.find(group, kind, namespace, name);
  if (!found) {
    const absence = snapshot.absence(group, kind, namespace);
    const verdict = { type: 'ResolvedRefs', reason: 'UnsupportedValue' } as const;
    return [fault(verdict, field, 'FilterNotFound', { kind, name, absence })];
  }
  return isFilter ? applyFilter(snapshot, effects, found, field) : [];
};
