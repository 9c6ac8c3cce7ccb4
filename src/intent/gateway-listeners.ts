import { exampleHost, hostPlan } from '../answers/hosts.ts';
import type { CertificateOfHosts, HostIntent, ListenerIntent } from '../model/intent.ts';
import { ANY_HOST } from '../values/host-patterns.ts';
import { type Hosted, type HostListener, hostListeners } from './host-certificates.ts';

const nameOf = ({ slug }: HostListener): string => (slug === undefined ? 'https' : `https-${slug}`);

const secretsOf = (gateway: string, { slug, secrets }: HostListener): readonly string[] =>
  secrets.length > 0 ? secrets : [slug === undefined ? `${gateway}-tls` : `${gateway}-tls-${slug}`];

/**
 * The listeners of the Gateway: http, which redirects, and https for the hosts of each certificate. With several hosts there is
 * one http listener without a host name, to which the redirect and ACME challenges of all hosts are attached.
 */
export const listenersOf = (answers: Hosted, gateway: string): ListenerIntent[] => {
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
    ...hostListeners(answers).map(
      (l): ListenerIntent => ({
        name: nameOf(l),
        protocol: 'HTTPS',
        port: 443,
        hostname: l.hostname,
        tlsSecrets: secretsOf(gateway, l),
        http2: l.http2,
        serves: 'routes',
      }),
    ),
  ];
};

/** Every host with its listener, in the order of the answers. */
export const hostIntents = (answers: Hosted): HostIntent[] => {
  const { names } = hostPlan(answers);
  const listeners = new Map(hostListeners(answers).flatMap((l) => l.hosts.map((h) => [h, nameOf(l)] as const)));
  return names.map((pattern) => ({
    pattern,
    example: exampleHost(pattern, names),
    listener: listeners.get(pattern)!,
  }));
};

/** The certificates: existing Secrets, and those that cert-manager issues. */
export const certificatesOf = (answers: Hosted, gateway: string): CertificateOfHosts[] =>
  hostListeners(answers).flatMap((l): CertificateOfHosts[] => {
    const { issued } = l;
    if (issued)
      return [{ secret: secretsOf(gateway, l)[0]!, names: [issued.name], issued: true, issuer: issued.issuer }];
    return l.secrets.map((secret) => ({ secret, names: l.hosts, issued: false, issuer: undefined }));
  });

/** Names of the listeners that serve some hosts, in their order. */
export const listenersFor = (hosts: readonly HostIntent[], patterns: readonly string[]): string[] => {
  const wanted = new Set(patterns);
  return [...new Set(hosts.filter((h) => wanted.has(h.pattern)).map((h) => h.listener))];
};
