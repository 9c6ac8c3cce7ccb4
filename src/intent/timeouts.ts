// Timeouts of services, and of the listener and policies, which must be long enough for all services.
import type { Answers } from '../answers/schema/answers-schema.ts';
import type { ServiceAnswer } from '../answers/schema/service-schema.ts';
import { type Notice, notice } from '../diagnostics/notice.ts';
import type { Intent } from '../model/intent.ts';
import { firstOf } from '../model/object-names.ts';
import { DEFAULTS } from '../values/defaults.ts';
import { milliseconds } from '../values/duration.ts';

/** The whole request. */
const TIMEOUT = DEFAULTS.service.timeout.values;
/** `0s` is no limit (HTTPRoute.spec.rules[].timeouts). */
const NO_LIMIT = '0s';

/** How long a stream may be silent, for the listener and for WebSockets. */
const STREAM_IDLE = { usual: '5m', webSocket: '1h' } as const;

/** How long a client may take to send a request; limits connections of slow senders. */
const RECEIVED = DEFAULTS.traffic.longestTimeout.values;

/** The longest of several durations; `0s` means no limit, so it is the longest. */
const longest = (durations: readonly string[]): string => {
  const none = durations.find((d) => milliseconds(d) === 0);
  if (none !== undefined) return NO_LIMIT;
  return durations.reduce((a, b) => (milliseconds(b) > milliseconds(a) ? b : a));
};

type Timed = Pick<ServiceAnswer, 'timeout' | 'longRunning' | 'protocol' | 'streamIdleTimeout'>;

/** The answered timeout of a service; undefined if it is not set. */
const answeredTimeout = (s: Pick<ServiceAnswer, 'timeout' | 'longRunning'>): string | undefined =>
  s.timeout ?? (s.longRunning ? TIMEOUT.longRunning : undefined);

/** The timeout of a service: the answered one, none for WebSocket, else 15s or 120s. */
export const timeoutOf = (s: Omit<Timed, 'streamIdleTimeout'>): string =>
  s.timeout ?? (s.protocol === 'websocket' ? TIMEOUT.webSocket : s.longRunning ? TIMEOUT.longRunning : TIMEOUT.usual);

/** How long a stream may be silent: as answered, or if it is longer than the listener's default; else undefined. */
export const streamIdleOf = (s: Timed): string | undefined => {
  if (s.streamIdleTimeout !== undefined) return s.streamIdleTimeout;
  if (s.protocol === 'websocket')
    return s.timeout === undefined ? STREAM_IDLE.webSocket : longest([STREAM_IDLE.webSocket, s.timeout]);
  const timeout = longest([timeoutOf(s)]);
  return longest([STREAM_IDLE.usual, timeout]) === STREAM_IDLE.usual ? undefined : timeout;
};

/**
 * The listener's limit for all requests, at least the longest answered timeout. Timeouts in teams' own files are not known
 * here; a rule across answers keeps them below `traffic.longestTimeout`.
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

/** Notices about long requests and streams. */
export const timeoutNotices = (intent: Omit<Intent, 'notices'>, answers: Answers): Notice[] => {
  const names = (which: (s: ServiceAnswer) => boolean): string[] => answers.services.filter(which).map((s) => s.name);
  const out: Notice[] = [];
  const grpc = names((s) => s.protocol === 'grpc' && s.timeout === undefined);
  if (grpc.length > 0) out.push(notice('GrpcTimeout', { names: firstOf(grpc, 20) }));
  const sockets = answers.services.filter((s) => s.protocol === 'websocket');
  const longer = sockets.some((s) => s.timeout !== undefined && streamIdleOf(s) !== STREAM_IDLE.webSocket);
  if (sockets.length > 0) {
    const list = firstOf(
      sockets.map((s) => s.name),
      20,
    );
    out.push(notice('WebSocketLimits', { names: list, longer }));
  }
  if (intent.team === undefined && milliseconds(intent.client.requestReceivedTimeout) === 0)
    out.push(notice('NoReceiveTimeout', { idle: intent.client.streamIdleTimeout }));
  return out;
};
