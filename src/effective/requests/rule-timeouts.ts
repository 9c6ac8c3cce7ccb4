// The timeouts of requests that match a rule: those of the rule, its BackendTrafficPolicy, and the listener's ClientTrafficPolicy.
import { milliseconds } from '../../values/duration.ts';
import { type Fields, fields, type Loose, text } from '../objects/loose-objects.ts';
import { type EffectivePolicy, sourceIn } from './effective-policy.ts';
import { byDefault, type Setting, setting } from './setting.ts';

/** A time in milliseconds; 0: no limit. */
export type Time = Setting<number>;

export interface RuleTimeouts {
  /** From the end of the request to the end of the response, with all retries. */
  readonly request: Time;
  /** Of each attempt; undefined: only `request` limits it. */
  readonly attempt: Time | undefined;
  /** Without data in either direction. */
  readonly idle: Time;
  /** Of the whole stream, from its first byte to its last. */
  readonly stream: Time | undefined;
  /** To connect to a backend. */
  readonly connect: Time;
  /** Of a connection to a backend without requests. */
  readonly connectionIdle: Time;
}

/** Defaults of Envoy, and of Envoy Gateway for `connect` (tcpClusterPerConnectTimeout in internal/xds/translator/cluster.go). */
const REQUEST = 15_000;
const STREAM_IDLE = 300_000;
const HOUR = 3_600_000;
const CONNECT = 10_000;

/** A duration; undefined: not set, or not one. */
export const durationOf = (value: unknown): number | undefined => {
  const given = text(value);
  return given !== undefined && /^([0-9]{1,5}(h|m|s|ms)){1,4}$/.test(given) ? milliseconds(given) : undefined;
};

const inPolicy = (policy: EffectivePolicy | undefined, ...path: readonly string[]): Time | undefined => {
  if (!policy) return undefined;
  const value = durationOf(path.reduce<unknown>((v, name) => fields(v)[name], policy.spec));
  return value === undefined ? undefined : Object.freeze({ value, source: sourceIn(policy, ...path) });
};

const inObject = (object: Loose | undefined, ...path: readonly string[]): Time | undefined => {
  const value = object && durationOf(path.reduce<unknown>((v, name) => fields(v)[name], object.spec));
  return value === undefined || !object ? undefined : setting(value, object, ['spec', ...path].join('.'));
};

/** A rule's `timeouts`; `backendRequest` limits all attempts unless the rule has `retry` (processRouteTimeout in route.go). */
const ofRule = (route: Loose, rule: Fields, at: string): { request: Time | undefined; attempt: Time | undefined } => {
  const { request, backendRequest } = fields(rule.timeouts);
  const time = (value: unknown, name: string): Time | undefined => {
    const ms = durationOf(value);
    return ms === undefined ? undefined : setting(ms, route, `${at}.timeouts.${name}`);
  };
  const attempt = time(backendRequest, 'backendRequest');
  if (route.kind !== 'HTTPRoute') return { request: undefined, attempt: undefined };
  if (rule.retry !== undefined) return { request: time(request, 'request'), attempt };
  return { request: attempt ?? time(request, 'request'), attempt: undefined };
};

/** idleTimeout in internal/xds/translator/route.go: without a setting, it is not shorter than the timeout of the request. */
const idleOf = (request: Time, ofPolicy: Time | undefined, ofListener: Time | undefined): Time => {
  if (ofPolicy) return ofPolicy;
  if (ofListener) return ofListener;
  if (!request.source) return byDefault(STREAM_IDLE);
  return byDefault(request.value === 0 ? 0 : Math.max(HOUR, request.value));
};

/** The timeouts of a rule. `traffic`: its BackendTrafficPolicy; `client`: the listener's ClientTrafficPolicy. */
export const ruleTimeouts = (
  route: Loose,
  rule: Fields,
  at: string,
  traffic: EffectivePolicy | undefined,
  client: Loose | undefined,
): RuleTimeouts => {
  const own = ofRule(route, rule, at);
  const http = (name: string) => inPolicy(traffic, 'timeout', 'http', name);
  const request = own.request ?? http('requestTimeout') ?? byDefault(REQUEST);
  const idle = idleOf(request, http('streamIdleTimeout'), inObject(client, 'timeout', 'http', 'streamIdleTimeout'));
  return Object.freeze({
    request,
    // The retries of a rule replace those of the policy completely.
    attempt: own.attempt ?? (rule.retry === undefined ? inPolicy(traffic, 'retry', 'perRetry', 'timeout') : undefined),
    idle,
    stream: http('maxStreamDuration'),
    connect: inPolicy(traffic, 'timeout', 'tcp', 'connectTimeout') ?? byDefault(CONNECT),
    connectionIdle: http('connectionIdleTimeout') ?? byDefault(HOUR),
  });
};
