// Where the requests of a service go: a Service of the cluster, or an external server.

import { labelOf } from '../neutral/naming.ts';
import { type Said, said } from '../report/ledger.ts';
import type { SourceNode } from '../source/source-node.ts';
import { durationOf } from '../spelling/durations.ts';
import { type Address, addressOf, backendFor } from './kong-address.ts';
import type { Entity, KongConfig } from './kong-config.ts';
import { type Draft, differs, dropped, isPlaceholder, unlessUsual } from './kong-draft.ts';
import { upstreamParts } from './kong-upstream.ts';

const askBackend = (draft: Draft, service: Entity, what: string, from: readonly SourceNode[]): void =>
  draft.parts.set(
    'backend',
    undefined,
    from.length > 0 ? from : [service.node.get('host')],
    said('BackendAsked', { service: service.name, what }),
  );

/** TLS to the service. Kong does not verify certificates unless it is told to. */
const tlsParts = ({ parts, ledger }: Draft, { node, name }: Entity, isTls: boolean): void => {
  const verify = node.get('tls_verify');
  if (isTls && verify.flag !== true) {
    const what = differs(
      'tls_verify',
      'The gateway verifies the certificate of the server, which Kong does only with tls_verify',
    );
    ledger.add(verify.exists ? verify : node.get('protocol').exists ? node.get('protocol') : node.get('url'), what);
  } else ledger.noEffect(verify);
  dropped(
    ledger,
    node.get('tls_verify_depth'),
    'tls_verify_depth',
    'Kong limits the length of the certificate chain, Envoy does not.',
  );
  const cas = node.get('ca_certificates');
  const ask = (from: SourceNode, secret: string, holds: string, command: string): Said => {
    const what = said('SecretToCreate', { object: secret, contents: holds, command });
    for (const n of from.items) ledger.add(n, what);
    return what;
  };
  if (cas.items.length > 0) {
    const map = labelOf(`${name}-ca`, 'ca');
    parts.set(
      'ca',
      map,
      [],
      ask(
        cas,
        `ConfigMap ${map}`,
        'the CA certificates in its key ca.crt',
        `kubectl create configmap ${map} --from-file=ca.crt`,
      ),
    );
  }
  const client = node.get('client_certificate');
  if (client.exists) {
    const secret = labelOf(`${name}-client`, 'client');
    const command = `kubectl create secret tls ${secret} --cert=tls.crt --key=tls.key`;
    parts.set(
      'identity.mtls.secret',
      secret,
      [client],
      said('SecretToCreate', { object: `Secret ${secret}`, contents: 'the client certificate', command }),
    );
  }
};

/** Default of connect_timeout, read_timeout and write_timeout, in milliseconds. */
const USUAL_TIMEOUT = 60_000;

const timeParts = ({ parts, ledger }: Draft, { node }: Entity, protocol: string): void => {
  const [connect, read, write] = ['connect_timeout', 'read_timeout', 'write_timeout'].map((k) => node.get(k));
  if (connect!.number) parts.set('connection.connectTimeout', durationOf(connect!.number), [connect!]);
  if (protocol === 'http') {
    const limit = Math.max(read!.number ?? USUAL_TIMEOUT, write!.number ?? 0);
    const what = differs(
      read!.exists ? 'read_timeout' : 'the default read_timeout of Kong (60 seconds)',
      'Kong limits the time between two parts of a response, the gateway the whole request',
    );
    parts.set('timeout', durationOf(limit), [read!], what);
    if (write!.exists)
      ledger.add(
        write!,
        differs(
          'write_timeout',
          'Kong limits the time between two parts of the request, the gateway the whole request',
        ),
      );
  } else {
    const limit = Math.max(read!.number ?? USUAL_TIMEOUT, write!.number ?? USUAL_TIMEOUT);
    parts.set('streamIdleTimeout', durationOf(limit), [read!, write!]);
  }
  const retries = node.get('retries');
  if (retries.number === 0) parts.set('retries', 'none', [retries]);
  else if (retries.number !== undefined)
    parts.set(
      'retries.attempts',
      Math.min(retries.number, 10),
      [retries],
      differs(
        'retries',
        'Kong repeats failed connections, the gateway repeats only requests that no service has processed, at most 10 times',
      ),
    );
};

/** Keys of the answers about the service that a route forwards to. Returns its address. */
export const backendParts = (draft: Draft, service: Entity, config: KongConfig): Address | undefined => {
  const { ledger, parts, route } = draft;
  const address = addressOf(service);
  const { node } = service;
  const host = address?.host;
  if (!address || isPlaceholder(host) || isPlaceholder(node.get('url').text))
    askBackend(draft, service, host ? 'its host is a placeholder' : 'it has no host', address?.from ?? []);
  else if (config.upstreams.some((u) => u.name === host)) upstreamParts(draft, service, address, config);
  else {
    const found = backendFor(address.scheme, address.host, address.port);
    if (found) parts.set('backend', found.value, address.from, found.said);
    else askBackend(draft, service, `proxies cannot reach ${address.host}:${address.port}`, address.from);
  }
  const scheme = address?.scheme ?? 'http';
  const protocol = /^grpc/.test(scheme) ? 'grpc' : /^wss?$/.test(scheme) ? 'websocket' : 'http';
  if (protocol !== 'http') parts.set('protocol', protocol, []);
  if (!/^(https?|grpcs?|wss?)$/.test(scheme))
    askBackend(draft, service, `it has the protocol ${scheme}`, address?.from ?? []);
  tlsParts(draft, service, /^(https|grpcs|wss)$/.test(scheme));
  timeParts(draft, service, protocol);
  const isExternal = /:\/\//.test(String(parts.get('backend')?.value ?? ''));
  const preserve = route.node.get('preserve_host');
  const usual = isExternal ? [false] : [true];
  if (preserve.exists && !usual.includes(preserve.flag ?? false))
    ledger.add(
      preserve,
      differs(
        'preserve_host',
        isExternal
          ? 'Kong sends the host of the client, the gateway sends the name of the external server'
          : 'Kong sends the host of the service, the gateway sends that of the client',
      ),
    );
  else ledger.noEffect(preserve);
  unlessUsual(ledger, node.get('enabled'), [true], 'enabled', 'The service is imported.');
  return address;
};
