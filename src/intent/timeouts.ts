// How long things may take: what a service answers, and what the listener and the policies must leave room for.
import type { Answers } from '../answers/schema/answers-schema.ts';
import type { ServiceAnswer } from '../answers/schema/service-schema.ts';
import { type Notice, notice } from '../diagnostics/notice.ts';
import type { Intent } from '../model/intent.ts';
import { firstOf } from '../model/object-names.ts';
import { milliseconds } from './durations.ts';

/** Whole request: an answer within a breath, or the two minutes of a report. */
const TIMEOUT = { usual: '15s', long: '120s', none: '0s' } as const;

/** How long a stream may say nothing, for the listener and for a WebSocket. */
const STREAM_IDLE = { usual: '5m', webSocket: '1h' } as const;

/** How long a request may take to arrive: below it a slow sender holds a connection for nothing. */
const RECEIVED = { usual: '30s', teams: TIMEOUT.long } as const;

/** The longest of several durations; `0s` is no limit at all, so it is the longest. */
const longest = (durations: readonly string[]): string => {
  const none = durations.find((d) => milliseconds(d) === 0);
  if (none !== undefined) return TIMEOUT.none;
  return durations.reduce((a, b) => (milliseconds(b) > milliseconds(a) ? b : a));
};

/** The time that the answers give a service; undefined: nothing was said of it. */
export const answeredTimeout = (s: ServiceAnswer): string | undefined =>
  s.timeout ?? (s.longRunning ? TIMEOUT.long : undefined);

/** The timeout of a service: what was answered, none for WebSocket, else 15s or 120s. */
export const timeoutOf = (s: ServiceAnswer): string =>
  s.timeout ?? (s.protocol === 'websocket' ? TIMEOUT.none : s.longRunning ? TIMEOUT.long : TIMEOUT.usual);

/** Whether a stream may be silent for longer than the listener allows, and for how long; undefined: it may not. */
export const streamIdleOf = (s: ServiceAnswer): string | undefined => {
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
  answers: Answers,
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
