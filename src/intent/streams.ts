import type { Answers } from '../answers/schema/answers-schema.ts';
import { socketOf } from '../answers/schema/streams-schema.ts';
import type { GatewayIntent } from '../model/intent.ts';
import { shorten } from '../model/object-names.ts';
import type { StreamIntent } from '../model/streams-intent.ts';

const KINDS = { TLS: 'TLSRoute', TCP: 'TCPRoute', UDP: 'UDPRoute' } as const;

/** The streams of the Gateway. A TLS listener has one name, so a stream with several names has several listeners. */
export const streamsOf = (
  { streams }: Pick<Answers, 'streams'>,
  gateway: Pick<GatewayIntent, 'name' | 'namespace'>,
): StreamIntent[] =>
  (streams ?? []).map((s) => {
    const { protocol, port } = socketOf(s);
    const names = s.tlsPassthrough ? s.tlsPassthrough.hostnames : [undefined];
    const { service, namespace, port: servicePort } = s.backend;
    return {
      name: s.name,
      protocol,
      kind: KINDS[protocol],
      port,
      listeners: names.map((hostname, i) => ({
        name: shorten(`stream-${s.name}${i === 0 ? '' : `-${i + 1}`}`),
        hostname,
      })),
      backend: { service, namespace: namespace === gateway.namespace ? undefined : namespace, port: servicePort },
      reason: s.publicReason,
      cidrs: s.allow?.cidrs ?? [],
      policy: shorten(`${gateway.name}-stream-${s.name}`),
    };
  });
