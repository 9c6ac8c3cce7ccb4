// How long things may take: what a service answers, and what the listener and the policies must leave room for.
import type { Answers } from '../answers/schema/answers-schema.ts';
import type { ServiceAnswer } from '../answers/schema/service-schema.ts';
import type { Intent, Notice } from '../model/intent.ts';
import { firstOf } from '../model/object-names.ts';
import { DEFAULTS } from '../values/defaults.ts';
import { milliseconds } from '../values/duration.ts';

/** The whole request. */
const TIMEOUT = DEFAULTS.service.timeout.values;
/** `0s` is no limit (HTTPRoute.spec.rules[].timeouts). */
const NO_LIMIT = '0s';

/** How long a stream may say nothing, for the listener and for a WebSocket. */
const STREAM_IDLE = { usual: '5m', webSocket: '1h' } as const;

/** How long a request may take to arrive: below it a slow sender holds a connection for nothing. */
const RECEIVED = DEFAULTS.traffic.longestTimeout.values;

/** The longest of several durations; `0s` is no limit at all, so it is the longest. */
const longest = (durations: readonly string[]): string => {
  const none = durations.find((d) => milliseconds(d) === 0);
  if (none !== undefined) return NO_LIMIT;
  return durations.reduce((a, b) => (milliseconds(b) > milliseconds(a) ? b : a));
};

type Timed = Pick<ServiceAnswer, 'timeout' | 'longRunning' | 'protocol'>;

/** The time that the answers give a service; undefined: nothing was said of it. */
export const answeredTimeout = (s: Pick<ServiceAnswer, 'timeout' | 'longRunning'>): string | undefined =>
  s.timeout ?? (s.longRunning ? TIMEOUT.longRunning : undefined);

/** The timeout of a service: what was answered, none for WebSocket, else 15s or 120s. */
export const timeoutOf = (s: Timed): string =>
  s.timeout ?? (s.protocol === 'websocket' ? TIMEOUT.webSocket : s.longRunning ? TIMEOUT.longRunning : TIMEOUT.usual);

/** Whether a stream may be silent for longer than the listener allows, and for how long; undefined: it may not. */
export const streamIdleOf = (s: Timed): string | undefined => {
  if (s.protocol === 'websocket')
    return s.timeout === undefined ? STREAM_IDLE.webSocket : longest([STREAM_IDLE.webSocket, s.timeout]);
  const timeout = longest([timeoutOf(s)]);
  return longest([STREAM_IDLE.usual, timeout]) === STREAM_IDLE.usual ? undefined : timeout;
};

/**
 * What the listener allows all requests. No service's answered timeout is cut by it; the timeouts of teams that have files of
 * their own are not known here, so they stay below `traffic.longestTimeout` (a rule across answers).
 */
export const listenerTimeouts = (
  answers: Pick<Answers, 'traffic' | 'services' | 'teams'>,
): { readonly requestReceivedTimeout: string; readonly streamIdleTimeout: string } => {
  const services = [...answers.services, ...Object.values(answers.teams ?? {}).flatMap((t) => t.services ?? [])];
  const answered = services.flatMap((s) => answeredTimeout(s) ?? []);
  return {
    requestReceivedTimeout:
      answers.traffic?.longestTimeout ??
      longest([RECEIVED.usual, ...(answers.teams ? [RECEIVED.teams] : []), ...answered]),
    streamIdleTimeout: answers.services.some((s) => s.protocol === 'websocket')
      ? STREAM_IDLE.webSocket
      : STREAM_IDLE.usual,
  };
};

/** What an operator should know about things that take long. */
export const timeoutNotices = (intent: Omit<Intent, 'notices'>, answers: Answers): Notice[] => {
  const names = (which: (s: ServiceAnswer) => boolean): string[] => answers.services.filter(which).map((s) => s.name);
  const out: Notice[] = [];
  const say = (code: string, services: readonly string[], text: (list: string) => string): void => {
    if (services.length > 0) out.push({ code, text: text(firstOf(services, 20)) });
  };
  say(
    'GrpcTimeout',
    names((s) => s.protocol === 'grpc' && s.timeout === undefined),
    (list) =>
      `A gRPC call ends after the timeout in the table, a stream too, however much is sent on it: ${list}. Where calls stream for longer, answer timeout: the longest time of a stream, or 0s for no limit.`,
  );
  say(
    'WebSocketLimits',
    names((s) => s.protocol === 'websocket'),
    (list) =>
      `A timeout does not close an open WebSocket: its clock stops with the upgrade. It ends after an hour in which neither side sent anything (a ping counts)${answers.services.some((s) => s.protocol === 'websocket' && s.timeout !== undefined && streamIdleOf(s) !== STREAM_IDLE.webSocket) ? ', or after the timeout where that is longer (0s: never)' : ''}, and 60 s after its proxy began to stop: ${list}. Clients have to connect again by themselves.`,
  );
  if (intent.team === undefined && milliseconds(intent.client.requestReceivedTimeout) === 0)
    out.push({
      code: 'RequestsTakeAnyTime',
      text: `The listener sets no limit to how long a request takes to arrive, for any service, because the answers say 0s: Envoy has one such limit for a listener. A request that is sent slowly ends after a silence of ${intent.client.streamIdleTimeout}, and where the service has timeout: 0s never.`,
    });
  return out;
};
