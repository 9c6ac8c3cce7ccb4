import { type Hosted, type HostListener, hostListeners } from '../answers/host-certificates.ts';
import { exampleHost, hostnamesOf, hostPlan } from '../answers/hosts.ts';
import { routedOwn } from '../answers/own-services.ts';
import type { Answers } from '../answers/schema/answers-schema.ts';
import { GUARD_PATH, HTTP_LISTENER } from '../model/fixed-names.ts';
import type { CertificateOfHosts, GatewayIntent, HostIntent, ListenerIntent } from '../model/intent.ts';
import { digest, shorten } from '../model/object-names.ts';
import { DEFAULTS } from '../values/defaults.ts';
import { countsOf } from '../values/group-by.ts';
import { ANY_HOST, hostSlug } from '../values/host-patterns.ts';

/**
 * What the names of each listener and its Secret end with; undefined: nothing, as it serves `hostname`. It does not depend on the
 * order of hosts: if two are equal, both get a digest.
 */
const slugsOf = (listeners: readonly HostListener[]): (string | undefined)[] => {
  const wanted = listeners.map((l) => hostSlug(l.hostname ?? ANY_HOST));
  const times = countsOf(wanted);
  return listeners.map((l, i) => {
    const slug = wanted[i]!;
    if (l.main) return undefined;
    return shorten(times.get(slug) === 1 ? slug : `${slug}-${digest(l.hostname ?? ANY_HOST)}`, 50);
  });
};

type HostedWithOwn = Hosted & Pick<Answers, 'redirects' | 'responses'>;

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

/** http, which redirects. With several hosts it has no host name, so that the redirect and ACME challenges of all are attached. */
const httpListener = (names: readonly string[]): ListenerIntent => ({
  name: HTTP_LISTENER,
  protocol: 'HTTP',
  port: 80,
  hostname: names.length === 1 && names[0] !== ANY_HOST ? names[0] : undefined,
  tlsSecrets: [],
  http2: true,
  serves: 'redirect',
});

/** Every host with its listener, in the order of the answers. */
const hostIntents = (answers: HostedWithOwn, listenerOf: (pattern: string) => string): HostIntent[] => {
  const { names } = hostPlan(answers);
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
    listener: listenerOf(pattern),
  }));
};

/** The certificates of a listener: existing Secrets, or the one that cert-manager issues. */
const certificatesOf = ({ issued, tlsSecrets, secrets, hosts }: NamedListener): CertificateOfHosts[] =>
  issued
    ? [{ secret: tlsSecrets[0]!, names: [issued.name], issued: true, issuer: issued.issuer }]
    : secrets.map((secret) => ({ secret, names: hosts, issued: false, issuer: undefined }));

/** The listeners of the Gateway: http, and https for the hosts of each certificate; its hosts and certificates. */
export const listening = (
  answers: HostedWithOwn,
  gateway: string,
): Pick<GatewayIntent, 'listeners' | 'hosts' | 'certificates'> => {
  const { attach } = answers.gateway ?? {};
  if (attach) {
    const only = attachedListener(attach.listener);
    return { listeners: [only], hosts: hostIntents(answers, () => only.name), certificates: [] };
  }
  const named = namedListeners(answers, gateway);
  const byHost = new Map(named.flatMap((l) => l.hosts.map((h) => [h, l.name] as const)));
  return {
    listeners: [
      httpListener(hostPlan(answers).names),
      ...named.map(
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
    ],
    hosts: hostIntents(answers, (pattern) => byHost.get(pattern)!),
    certificates: named.flatMap(certificatesOf),
  };
};
