// What a listener does with a request before it chooses a route: the ClientTrafficPolicy of the listener.
import type { Listener } from '../listeners/listeners.ts';
import { type Fields, fields, type Loose } from '../objects/loose-objects.ts';
import type { Snapshot } from '../snapshot.ts';
import { clientPolicy } from './effective-policy.ts';
import { type ListenerChange, listenerChanges } from './listener-headers.ts';
import { refusalsOf } from './refused.ts';
import { durationOf } from './rule-timeouts.ts';
import { byDefault, type Setting, type Source, setting } from './setting.ts';

export type EscapedSlashes = 'KeepUnchanged' | 'RejectRequest' | 'UnescapeAndForward' | 'UnescapeAndRedirect';

export interface ClientSettings {
  /** undefined: no ClientTrafficPolicy applies. */
  readonly policy: Loose | undefined;
  /** A field for which the controller refuses the policy: the routes of the listener respond with 500 (translateClientTrafficPolicyForListener in clienttrafficpolicy.go). */
  readonly refused: Source | undefined;
  /** Of the policy; empty without one. */
  readonly spec: Fields;
  /** Changes of headers before the route is chosen and before authentication. */
  readonly earlyHeaders: readonly ListenerChange[];
  /** Changes of headers of every response, after those of the route. */
  readonly lateHeaders: readonly ListenerChange[];
  /** Several slashes in a row count as one. */
  readonly mergesSlashes: boolean;
  readonly escapedSlashes: EscapedSlashes;
  /** Milliseconds for the whole request with its body; 0: no limit. */
  readonly requestReceived: Setting<number>;
  /** Milliseconds of a connection without requests. */
  readonly connectionIdle: Setting<number>;
  /** Whether clients must have a certificate. */
  readonly clientCertificate: 'none' | 'optional' | 'required';
}

const ACTIONS: ReadonlySet<unknown> = new Set([
  'KeepUnchanged',
  'RejectRequest',
  'UnescapeAndForward',
  'UnescapeAndRedirect',
]);
const HOUR = 3_600_000;

const certificate = (validation: unknown): ClientSettings['clientCertificate'] => {
  if (validation === undefined) return 'none';
  return fields(validation).optional === true ? 'optional' : 'required';
};

const refusedOf = (snapshot: Snapshot, object: Loose, { name }: Listener): Source | undefined => {
  const found = refusalsOf(snapshot, object).find(
    ({ type, reason, part, code }) =>
      type === 'Accepted' &&
      reason === 'Invalid' &&
      // Such a policy is not applied to the listener in question; it may be to others.
      code !== 'PolicyOnSharedPort' &&
      (part === undefined || part === name),
  );
  return found && Object.freeze({ object, field: found.field });
};

const settingsOf = (snapshot: Snapshot, listener: Listener): ClientSettings => {
  const policy = clientPolicy(snapshot, listener);
  const spec = fields(policy?.spec);
  const http = fields(fields(spec.timeout).http);
  const time = (name: string, otherwise: number): Setting<number> => {
    const ms = durationOf(http[name]);
    return ms === undefined || !policy ? byDefault(otherwise) : setting(ms, policy, `spec.timeout.http.${name}`);
  };
  const { escapedSlashesAction, disableMergeSlashes } = fields(spec.path);
  return Object.freeze({
    policy,
    refused: policy && refusedOf(snapshot, policy, listener),
    spec,
    earlyHeaders: listenerChanges(fields(spec.headers).earlyRequestHeaders),
    lateHeaders: listenerChanges(fields(spec.headers).lateResponseHeaders),
    mergesSlashes: disableMergeSlashes !== true,
    escapedSlashes: ACTIONS.has(escapedSlashesAction)
      ? (escapedSlashesAction as EscapedSlashes)
      : 'UnescapeAndRedirect',
    requestReceived: time('requestReceivedTimeout', 0),
    connectionIdle: time('idleTimeout', HOUR),
    clientCertificate: certificate(fields(spec.tls).clientValidation),
  });
};

const byListener = (): Map<Listener, ClientSettings> => new Map();

/** The settings of a listener; computed once. */
export const clientSettings = (snapshot: Snapshot, listener: Listener): ClientSettings => {
  const all = snapshot.index(byListener);
  const known = all.get(listener) ?? settingsOf(snapshot, listener);
  all.set(listener, known);
  return known;
};
