import { type Hosted, type HostListener, hostListeners } from '../answers/host-certificates.ts';
import { exampleHost, hostnamesOf, hostPlan } from '../answers/hosts.ts';
import { routedOwn } from '../answers/own-services.ts';
import type { Answers } from '../answers/schema/answers-schema.ts';
import { GUARD_PATH } from '../model/fixed-names.ts';
import type { CertificateOfHosts, HostIntent, ListenerIntent } from '../model/intent.ts';
import { digest, shorten } from '../model/object-names.ts';
import { DEFAULTS } from '../values/defaults.ts';
import { ANY_HOST, hostSlug } from '../values/host-patterns.ts';

/**
 * What the names of each listener and its Secret end with; undefined: nothing, as it serves `hostname`. It does not depend on the
 * order of hosts: if two are equal, both get a digest.
 */
const slugsOf = (listeners: readonly HostListener[]): (string | undefined)[] => {
  const wanted = listeners.map((l) => hostSlug(l.hostname ?? ANY_HOST));
  const times = new Map<string, number>();
  for (const w of wanted) times.set(w, (times.get(w) ?? 0) + 1);
  return listeners.map((l, i) => {
    const slug = wanted[i]!;
    if (l.main) return undefined;
    return shorten(times.get(slug) === 1 ? slug : `${slug}-${digest(l.hostname ?? ANY_HOST)}`, 50);
  });
};

interface NamedListener extends HostListener {
  readonly name: string;
  readonly tlsSecrets: readonly string[];
}

const namedListeners = (answers: Hosted, gateway: string): NamedListener[] => {
  const listeners = hostListeners(answers);
  const slugs = slugsOf(listeners);
  return listeners.map((l, i) => {
    const end = slugs[i] === undefined ? '' : `-${slugs[i]}`;
    const issued = l.issued ? [`${gateway}-tls${end}`] : [];
    return { ...l, name: `https${end}`, tlsSecrets: l.secrets.length > 0 ? l.secrets : issued };
  });
};

/** The listener of another owner's Gateway; its port, its certificate and the redirect are that owner's. */
const attachedListener = (name: string | undefined): ListenerIntent => ({
  name: name ?? DEFAULTS.attach.listener.value,
  protocol: 'HTTPS',
  port: 443,
  hostname: undefined,
  tlsSecrets: [],
  http2: true,
  serves: 'routes',
});

/**
 * The listeners of the Gateway: http, which redirects, and https for the hosts of each certificate. With several hosts there is
 * one http listener without a host name, to which the redirect and ACME challenges of all hosts are attached.
 */
export const listenersOf = (answers: Hosted, gateway: string): ListenerIntent[] => {
  const { attach } = answers.gateway ?? {};
  if (attach) return [attachedListener(attach.listener)];
  const { names } = hostPlan(answers);
  const [only] = names.length === 1 ? names : [];
  return [
    {
      name: 'http',
      protocol: 'HTTP',
      port: 80,
      hostname: only === ANY_HOST ? undefined : only,
      tlsSecrets: [],
      http2: true,
      serves: 'redirect',
    },
    ...namedListeners(answers, gateway).map(
      (l): ListenerIntent => ({
        name: l.name,
        protocol: answers.tls.terminatedByLoadBalancer === undefined ? 'HTTPS' : 'HTTP',
        port: 443,
        hostname: l.hostname,
        tlsSecrets: l.tlsSecrets,
        http2: l.http2,
        serves: 'routes',
      }),
    ),
  ];
};

/** Every host with its listener, in the order of the answers. */
export const hostIntents = (answers: Hosted & Pick<Answers, 'redirects' | 'responses'>): HostIntent[] => {
  const { names } = hostPlan(answers);
  const listeners = new Map(namedListeners(answers, '').flatMap((l) => l.hosts.map((h) => [h, l.name] as const)));
  // Of two routes with the same match the older one wins, so next to a service at / the catch-all needs another path.
  const rooted = new Set(
    [...answers.services, ...routedOwn(answers)]
      .filter((s) => s.paths.includes('/'))
      .flatMap((s) => hostnamesOf(s, answers)),
  );
  return names.map((pattern) => ({
    pattern,
    catchAllPath: rooted.has(pattern) ? GUARD_PATH : '/',
    example: exampleHost(pattern, names),
    listener: answers.gateway?.attach
      ? attachedListener(answers.gateway.attach.listener).name
      : listeners.get(pattern)!,
  }));
};

/** The certificates: existing Secrets, and those that cert-manager issues. */
export const certificatesOf = (answers: Hosted, gateway: string): CertificateOfHosts[] => {
  if (answers.gateway?.attach) return [];
  return namedListeners(answers, gateway).flatMap((l): CertificateOfHosts[] => {
    const { issued } = l;
    if (issued) return [{ secret: l.tlsSecrets[0]!, names: [issued.name], issued: true, issuer: issued.issuer }];
    return l.secrets.map((secret) => ({ secret, names: l.hosts, issued: false, issuer: undefined }));
  });
};

/** Names of the listeners that serve some hosts, in their order. */
export const listenersFor = (hosts: readonly HostIntent[], patterns: readonly string[]): string[] => {
  const wanted = new Set(patterns);
  return [...new Set(hosts.filter((h) => wanted.has(h.pattern)).map((h) => h.listener))];
};
