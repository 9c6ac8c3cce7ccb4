// Everything that applies to the requests of one rule of a route on one listener. Each part is computed when it is asked for.

import { conditionsOn } from '../conditions/all-conditions.ts';
import type { Condition } from '../conditions/condition.ts';
import type { Listener } from '../listeners/listeners.ts';
import { entries, type Fields, fields, type Loose } from '../objects/loose-objects.ts';
import type { HeaderChanges } from '../routes/header-filters.ts';
import { backendsOf, type RuleBackend, type RuleBackends, ruleFilters } from '../routes/rule-backends.ts';
import type { RuleFilters } from '../routes/rule-filters.ts';
import type { RouteRule } from '../routes/rule-matches.ts';
import type { Snapshot } from '../snapshot.ts';
import { type AccessRules, accessRules } from './access-rules.ts';
import { type ClientSettings, clientSettings } from './client-settings.ts';
import { type RateLimit, rateLimits } from './counted-limits.ts';
import { type CrossOrigin, crossOriginOf } from './cross-origin.ts';
import { type EffectivePolicy, effectivePolicy, type RoutePolicyKind } from './effective-policy.ts';
import { type ExtensionFilter, extensionFilters } from './policy-extensions.ts';
import { type AuthenticationMethod, requiredAuthentication } from './required-authentication.ts';
import { type RuleAction, ruleAction } from './rule-action.ts';
import { type Retries, ruleRetries } from './rule-retries.ts';
import { type RuleTimeouts, ruleTimeouts } from './rule-timeouts.ts';

/** Envoy's header with the load of a backend, which Envoy Gateway removes for policies of routes. */
const LOAD_REPORTS = ['endpoint-load-metrics', 'endpoint-load-metrics-bin'];

export class RuleSettings {
  readonly #snapshot: Snapshot;
  readonly #known = new Map<string, unknown>();
  readonly #rule: RouteRule;

  constructor(
    snapshot: Snapshot,
    readonly route: Loose,
    rule: RouteRule,
    readonly gateway: Loose,
    readonly listener: Listener,
  ) {
    this.#snapshot = snapshot;
    this.#rule = rule;
    Object.freeze(this);
  }

  /** As it is written. */
  get rule(): Fields {
    return this.#rule.spec;
  }

  /** `spec.rules[0]` */
  get field(): string {
    return this.#rule.field;
  }

  get ruleIndex(): number {
    return this.#rule.index;
  }

  #once<T>(name: string, make: () => T): T {
    if (!this.#known.has(name)) this.#known.set(name, make());
    return this.#known.get(name) as T;
  }

  /** The policy of a kind that applies; undefined: none. */
  policy(kind: RoutePolicyKind): EffectivePolicy | undefined {
    return this.#once(kind, () => effectivePolicy(this.#snapshot, kind, this.route, this.ruleIndex, this.listener));
  }

  get security(): EffectivePolicy | undefined {
    return this.policy('SecurityPolicy');
  }

  get traffic(): EffectivePolicy | undefined {
    return this.policy('BackendTrafficPolicy');
  }

  get extension(): EffectivePolicy | undefined {
    return this.policy('EnvoyExtensionPolicy');
  }

  /** What the listener does before it chooses a route. */
  get client(): ClientSettings {
    return clientSettings(this.#snapshot, this.listener);
  }

  /** The methods of authentication; a request must pass all of them. */
  get authentication(): readonly AuthenticationMethod[] {
    return this.#once('authentication', () => requiredAuthentication(this.security));
  }

  /** undefined: every authenticated request is allowed. */
  get authorization(): AccessRules | undefined {
    return this.#once('authorization', () => accessRules(this.security));
  }

  get cors(): CrossOrigin | undefined {
    return this.#once('cors', () => crossOriginOf(this.route, this.filters.cors, this.rule, this.field, this.security));
  }

  get limits(): readonly RateLimit[] {
    return this.#once('limits', () => rateLimits(this.traffic));
  }

  get timeouts(): RuleTimeouts {
    return this.#once('timeouts', () =>
      ruleTimeouts(this.route, this.rule, this.field, this.traffic, this.client.policy),
    );
  }

  /** undefined: requests are not repeated. */
  get retries(): Retries | undefined {
    return this.#once('retries', () => ruleRetries(this.route, this.rule, this.field, this.traffic));
  }

  /** What the filters of the rule do, also if the action is another one. */
  get filters(): RuleFilters {
    return this.#once('filters', () => ruleFilters(this.#snapshot, this.route, this.#rule));
  }

  /** Changes of the request's headers after the route is chosen and after authentication. */
  get requestHeaders(): HeaderChanges {
    return this.filters.requestHeaders;
  }

  get responseHeaders(): HeaderChanges {
    return this.#once('responseHeaders', () => {
      const { changes, remove } = this.filters.responseHeaders;
      const { level, spec } = this.traffic ?? {};
      const { backendUtilization } = fields(spec?.loadBalancer);
      const isReported = backendUtilization !== undefined && fields(backendUtilization).keepResponseHeaders !== true;
      if (!isReported || (level !== 'rule' && level !== 'route')) return { changes, remove };
      return { changes, remove: [...remove, ...LOAD_REPORTS.filter((name) => !remove.includes(name))] };
    });
  }

  /** Filters of extensions, in the order in which Envoy runs them. */
  get extensions(): readonly ExtensionFilter[] {
    return this.#once('extensions', () => extensionFilters(this.extension));
  }

  /** The backends with their shares of the requests. */
  get backends(): readonly RuleBackend[] {
    return this.#backends.backends;
  }

  get #backends(): RuleBackends {
    return backendsOf(this.#snapshot, this.route, this.#rule);
  }

  /** What happens to a request that authentication, authorization and limits let pass. */
  get action(): RuleAction {
    return this.#once('action', () => {
      const { route, field, filters, rule, security, traffic, extension } = this;
      const more = { port: this.listener.port, backends: this.#backends, client: this.client.refused };
      return ruleAction({ route, field, filters, rule, security, traffic, extension, ...more });
    });
  }

  /** Protocols to which a connection may be upgraded; Envoy Gateway's default is websocket, none for a GRPCRoute. */
  get upgrades(): readonly string[] {
    return this.#once('upgrades', () => {
      if (this.route.kind === 'GRPCRoute') return [];
      const { httpUpgrade, requestBuffer } = fields(this.traffic?.spec);
      const given = entries(httpUpgrade).map((u) => String(u.type));
      if (given.length > 0) return given;
      return requestBuffer === undefined ? ['websocket'] : [];
    });
  }

  /** How responses are compressed, if the client accepts it, the preferred way first. A `compressor` without its settings is switched off. */
  get compression(): readonly string[] {
    const { compression, compressor } = fields(this.traffic?.spec);
    const isOn = (c: Fields): boolean => c[String(c.type).toLowerCase()] != null;
    const all = entries(compressor);
    return (all.length > 0 ? all.filter(isOn) : entries(compression)).map((c) => String(c.type));
  }

  /** Whether it takes CONNECT requests, which have no path, instead of all others. */
  get takesConnect(): boolean {
    return entries(this.traffic?.spec.httpUpgrade).some((u) => String(u.type).toUpperCase() === 'CONNECT');
  }

  /** Requests of a session go to the same endpoint: the name of the cookie or header. */
  get session(): { readonly type: 'Cookie' | 'Header'; readonly name: string | undefined } | undefined {
    const { sessionPersistence } = this.rule;
    if (sessionPersistence === undefined || this.route.kind !== 'HTTPRoute') return undefined;
    const { type, sessionName } = fields(sessionPersistence);
    return {
      type: type === 'Header' ? 'Header' : 'Cookie',
      name: typeof sessionName === 'string' ? sessionName : undefined,
    };
  }

  /** The problems that the controller reports about the route and the policies that apply. */
  get conditions(): readonly Condition[] {
    return this.#once('conditions', () => {
      const kinds = ['SecurityPolicy', 'BackendTrafficPolicy', 'EnvoyExtensionPolicy'] as const;
      const policies = kinds.flatMap((kind) => {
        const found = this.policy(kind);
        return found ? [found.policy, ...(found.base ? [found.base.policy] : [])] : [];
      });
      const objects = new Set([this.route, this.listener.owner, this.gateway, ...policies, this.client.policy]);
      return [...objects].flatMap((o) => (o ? conditionsOn(this.#snapshot, o) : []));
    });
  }
}
