import { common } from '../make.ts';
import { lookAt } from '../objects.ts';
import type { Group, LookAt, Probe, TlsProbe } from '../probe.ts';
import type { View } from '../view.ts';

/** TLS 1.2 and newer, HTTP/2 by ALPN, and a certificate that clients trust. */
export const tls = ({ intent }: View): Probe[] => {
  const host = intent.gateway.hostname;
  const client = lookAt('ClientTrafficPolicy', intent.client.name);
  const one = (group: Group, name: string, title: string, at: LookAt, expect: TlsProbe['expect']): TlsProbe => ({
    ...common({ group, names: [name], title, lookAt: at }),
    kind: 'tls',
    needs: [],
    requests: 1,
    host,
    expect,
  });
  const certificate =
    intent.certificate.from === 'issuer'
      ? lookAt('Certificate', intent.gateway.tlsSecret)
      : lookAt('Gateway', intent.gateway.name);
  return [
    one('certificate', 'trusted', `the certificate is valid for ${host}`, certificate, { type: 'trusted' }),
    one('tls', '1-0', 'TLS 1.0 is refused', client, { type: 'refused', version: '1.0' }),
    one('tls', '1-1', 'TLS 1.1 is refused', client, { type: 'refused', version: '1.1' }),
    one('tls', '1-2', 'TLS 1.2 is accepted', client, { type: 'accepted', version: '1.2' }),
    one('tls', '1-3', 'TLS 1.3 is accepted', client, { type: 'accepted', version: '1.3' }),
    one('http2', 'alpn', 'HTTP/2 is negotiated', client, { type: 'http2' }),
  ];
};
