// Notices about versions of HTTP, compression and sizes of requests.
import type { Answers } from '../answers/schema/answers-schema.ts';
import type { Say } from '../diagnostics/notice.ts';
import type { Intent } from '../model/intent.ts';
import { bytesOf, shownBytes } from '../values/byte-size.ts';
import { listed, servicesWith } from './notice-names.ts';

type Model = Omit<Intent, 'notices'>;

const bodies = (intent: Model, answers: Answers, say: Say): void => {
  const limits = intent.traffic.flatMap((t) => t.maxRequestBody ?? []);
  if (limits.length === 0) return;
  const parallel = intent.sizing.maxParallelRequests.value;
  const total = Math.max(...limits.map(bytesOf)) * parallel;
  const memory = intent.sizing.memoryMiB.value * 1024 * 1024;
  say('BodiesBuffered', {
    names: listed(servicesWith(intent, (t) => t.maxRequestBody !== undefined)),
    total: shownBytes(total),
    parallel,
    memory: shownBytes(memory),
    over: total > memory / 2,
  });
  const streams = intent.services.filter((s) => s.protocol !== 'http').map((s) => s.name);
  if (answers.maxRequestBody !== undefined && streams.length > 0)
    say('StreamBodiesUnlimited', { names: listed(streams) });
};

/** Methods whose credentials a browser sends on its own, also for another website. */
const BY_BROWSER = new Set(['oidc', 'basic']);

/** What the listener does with every request, and its cost. */
export const protocolNotices = (intent: Model, answers: Answers, say: Say): void => {
  if (intent.team === undefined && intent.client.http3) say('Http3NeedsUdp');
  if (intent.team === undefined && intent.gateway.terminated !== undefined) say('TlsTerminated');
  const plain = intent.services.filter((s) => s.plainHttp !== undefined).map((s) => s.name);
  if (plain.length > 0) say('PlainHttp', { names: listed(plain) });
  bodies(intent, answers, say);
  const methods = answers.auth?.methods ?? {};
  const login = new Set(
    intent.services.filter((s) => s.auth.some((m) => BY_BROWSER.has(methods[m]?.type ?? ''))).map((s) => s.name),
  );
  const compressed = servicesWith(intent, (t) => t.compression !== undefined).filter((s) => login.has(s));
  if (compressed.length > 0) say('CompressedSecrets', { names: listed(compressed) });
};
