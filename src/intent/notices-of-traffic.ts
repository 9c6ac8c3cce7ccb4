// Notices about limits, retries and load balancing.
import type { Answers } from '../answers/schema/answers-schema.ts';
import { backendsOf } from '../answers/schema/service-schema.ts';
import type { Say } from '../diagnostics/notice.ts';
import type { Intent } from '../model/intent.ts';
import { isExternal, isTls } from '../values/backend-address.ts';
import { listed, servicesWith } from './notice-names.ts';
import { repeats } from './resilience.ts';

type Model = Omit<Intent, 'notices'>;

/** Services with several matches or hosts for the same clients under one local limit. */
const countedApart = (intent: Model): string[] => {
  const local = new Set(intent.traffic.filter((t) => t.rateLimit?.scope === 'local').map((t) => t.name));
  const matches = new Map<string, { service: string; count: number }>();
  for (const r of intent.routes) {
    if (!local.has(r.traffic)) continue;
    const id = JSON.stringify([r.service, r.traffic]);
    const count = r.rules.reduce(
      (n, rule) => n + (rule.preflight || rule.answer?.kind === 'redirect' ? 0 : rule.matches.length),
      0,
    );
    matches.set(id, { service: r.service, count: (matches.get(id)?.count ?? 0) + count * r.hosts.length });
  }
  return [...matches.values()].filter(({ count }) => count > 1).map(({ service }) => service);
};

/** The router hashes after headers and API keys were removed (observed with Envoy 1.39). */
const hashesNothing = (intent: Model): string[] => {
  const policies = new Map(intent.security.map((s) => [s.name, s]));
  return servicesWith(intent, ({ loadBalancing: l }, r) => {
    if (l.type !== 'consistentHash' || l.on === 'sourceIP') return false;
    const place = policies.get(r.security)?.auth.find((a) => a.removes)?.removes;
    const header = l.on === 'cookie' ? 'cookie' : l.header.toLowerCase();
    if (
      place &&
      place.in === l.on &&
      (l.on === 'cookie' ? l.cookie === place.name : header === place.name.toLowerCase())
    )
      return true;
    return r.rules.some((rule) => rule.request.remove.some((h) => h.toLowerCase() === header));
  });
};

const limits = (intent: Model, answers: Answers, say: Say): void => {
  if (intent.traffic.some((t) => t.rateLimit?.scope === 'local'))
    say('LocalLimitsPerReplica', { replicas: intent.sizing.minReplicas.value });
  const apart = countedApart(intent);
  if (apart.length > 0) say('LocalLimitPerMatch', { names: listed(apart), hosts: intent.gateway.hosts.length > 1 });
  const twofold = intent.traffic.flatMap((t) =>
    t.rateLimit && t.rateLimit.limits.length > 1 ? [t.rateLimit.limits] : [],
  );
  const example = twofold[0] ?? ((intent.apiBudget?.limits.length ?? 0) > 1 ? intent.apiBudget!.limits : undefined);
  if (example) say('RejectedRequestsCount', { limits: example.map((l) => `${l.requests}/${l.unit}`).join(' and ') });
  const limited = intent.traffic.some((t) => t.rateLimit !== undefined) || intent.apiBudget !== undefined;
  const answered = answers.services.some((s) => s.rateLimit !== undefined);
  if (intent.services.length > 0 && !limited && !answered && answers.rateLimit?.limits === undefined)
    say('NoRateLimit');
  if (intent.traffic.some((t) => t.rateLimit?.shadow) || intent.apiBudget?.parts.some(({ parts }) => parts.shadow))
    say('LimitsInShadow');
  if (intent.install.rateLimitService && !intent.install.rateLimitService.failClosed) say('LimitsFailOpen');
};

/** Each notice once, for all services that it applies to. */
export const trafficNotices = (intent: Model, answers: Answers, say: Say): void => {
  limits(intent, answers, say);
  const clear = answers.services.filter((s) => backendsOf(s).some((b) => isExternal(b) && !isTls(b)));
  if (clear.length > 0) say('ClearTextServers', { names: listed(clear.map((s) => s.name)) });
  const repeating = servicesWith(intent, (t) => repeats(t.retries));
  if (repeating.length > 0) say('RetriesRepeat', { names: listed(repeating) });
  const hashed = servicesWith(
    intent,
    (t, r) => t.loadBalancing.type === 'consistentHash' && hasCanary(intent, r.service),
  );
  if (hashed.length > 0) say('CanaryWeightByHash', { names: listed(hashed) });
  const faulty = intent.traffic.flatMap((t) => (t.fault ? [t.fault.until] : []));
  if (faulty.length > 0)
    say('FaultsInjected', {
      names: listed(servicesWith(intent, (t) => t.fault !== undefined)),
      until: faulty.sort().at(-1)!,
    });
  const copied = intent.routes.filter((r) => r.rules.some((rule) => rule.mirror)).map((r) => r.service);
  if (copied.length > 0) say('RequestsCopied', { names: listed(copied) });
  const sticky = intent.routes.filter((r) => r.rules.some((rule) => rule.session)).map((r) => r.service);
  if (sticky.length > 0) say('SessionNamesPod', { names: listed(sticky) });
  const nothing = hashesNothing(intent);
  if (nothing.length > 0) say('HashedValueRemoved', { names: listed(nothing) });
};

const hasCanary = (intent: Model, service: string): boolean =>
  intent.services.some((s) => s.name === service && (s.canary !== undefined || s.backends.length > 0));
