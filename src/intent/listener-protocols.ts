import type { Answers } from '../answers/schema/answers-schema.ts';
import type { ClientIntent, GatewayIntent } from '../model/intent.ts';
import { bytesOf } from '../values/byte-size.ts';
import { DEFAULTS } from '../values/defaults.ts';

/** Which TLS the listener accepts, and which versions of HTTP it offers. */
export const listenerProtocols = (
  { tls, http3, traffic }: Pick<Answers, 'tls' | 'http3' | 'traffic'>,
  { listeners }: Pick<GatewayIntent, 'listeners'>,
): Pick<ClientIntent, 'tls' | 'http3' | 'buffer' | 'maxHeadersKib'> => ({
  tls: {
    minVersion: tls.minVersion ?? DEFAULTS.tlsProtocols.minVersion.value,
    ciphers: tls.ciphers,
    alpn: tls.alpn ?? (listeners.every((l) => l.http2) ? DEFAULTS.tlsProtocols.alpn.value : undefined),
  },
  http3: http3 ?? DEFAULTS.http3.value,
  buffer: traffic?.clientBuffer ?? DEFAULTS.traffic.clientBuffer.value,
  maxHeadersKib: traffic?.maxRequestHeaders === undefined ? undefined : bytesOf(traffic.maxRequestHeaders) / 1024,
});
