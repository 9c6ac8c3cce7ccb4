import { hasNodePorts } from '../../model/gateway-labels.ts';
import type { Intent } from '../../model/intent.ts';
import { ANY_HOST, exampleOf } from '../../values/host-patterns.ts';
import type { Probe } from '../probe.ts';

const why = (s: Intent['streams'][number], nodePort: boolean): string | undefined =>
  s.protocol === 'UDP'
    ? 'a datagram that the server does not understand gets no answer'
    : nodePort
      ? 'the node port of the stream is assigned by the cluster'
      : undefined;

/** Connections that are only forwarded: the port accepts them; with TLS, the server completes a handshake for each name. */
export const streamProbes = ({ streams, gateway }: Intent): Probe[] =>
  streams.flatMap((s) =>
    s.listeners.map((l): Probe => {
      const host = l.hostname === undefined || l.hostname === ANY_HOST ? undefined : exampleOf(l.hostname);
      const unseen = why(s, hasNodePorts(gateway));
      return {
        id: `streams.${s.name}${s.listeners.length > 1 && host !== undefined ? `.${host}` : ''}`,
        group: 'streams',
        title: `${host === undefined ? `port ${s.port}` : `${host}:${s.port}`} accepts connections`,
        lookAt: 'httpRoutes',
        ...(unseen === undefined ? {} : { unseen }),
        check: { kind: 'stream', tls: s.protocol === 'TLS', port: s.port, server: host, networks: s.cidrs },
      };
    }),
  );
