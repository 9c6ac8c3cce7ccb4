import type { Intent } from '../model/intent.ts';

/** Rows of the runbook's table of hosts; none for a gateway with one host name, or of another owner. */
export const hostRows = ({
  gateway: g,
  client,
}: Intent): { host: string; listener: string; certificate: string; http: string }[] => {
  // The certificates of another owner's Gateway are not known.
  if (g.attach) return [];
  if (g.hosts.length === 1 && g.hosts[0]!.pattern === g.hostname) return [];
  const listeners = new Map(g.listeners.map((l) => [l.name, l]));
  return g.hosts.map(({ pattern, listener }) => {
    const { tlsSecrets, http2 } = listeners.get(listener)!;
    return {
      host: pattern,
      listener,
      certificate:
        g.terminated === undefined ? tlsSecrets.map((s) => `Secret ${s}`).join(', ') : 'of the load balancer',
      http: `${http2 ? 'HTTP/2' : 'HTTP/1.1'}${client.http3 ? ', HTTP/3' : ''}`,
    };
  });
};
