// Where the requests of a service go: a Service of the cluster, or an external server.
import { backend } from '../../values/backend-address.ts';
import { labelOf } from '../neutral/naming.ts';
import { type Said, said } from '../report/ledger.ts';
import type { SourceNode } from '../source/source-node.ts';
import type { Entity, KongConfig } from './kong-config.ts';
import { type Draft, differs, dropped, isPlaceholder, unlessUsual } from './kong-draft.ts';
import { upstreamParts } from './kong-upstream.ts';

/** The address of a service, from `url` or its parts. */
export interface Address {
  readonly scheme: string;
  readonly host: string;
  readonly port: number;
  /** Without a slash at the end; empty: the root. */
  readonly base: string;
  readonly from: readonly SourceNode[];
  readonly pathFrom: readonly SourceNode[];
}

const URL_FORM = /^([a-z0-9+]+):\/\/(\[[^\]]+\]|[^/:]+)(?::(\d+|\$[^/]+))?(\/[^?#]*)?$/i;

/** What a service's keys say; undefined: it has no host. */
export const addressOf = ({ node }: Entity): Address | undefined => {
  const [url, protocol, host, port, path] = ['url', 'protocol', 'host', 'port', 'path'].map((k) => node.get(k));
  const m = URL_FORM.exec(url!.text ?? '');
  const scheme = (protocol!.text ?? m?.[1] ?? 'http').toLowerCase();
  const name = host!.text ?? m?.[2];
  if (name === undefined) return undefined;
  const isTls = /^(https|grpcs|wss|tls)$/.test(scheme);
  // The port has one default for every protocol; only `url` derives it (kong/db/schema/entities/services.lua).
  const usual = m ? (isTls ? 443 : 80) : 80;
  const written = port!.number ?? (m?.[3] === undefined ? usual : Number(m[3]));
  const base = (path!.text ?? m?.[4] ?? '').replace(/\/+$/, '');
  const given = [url!, protocol!, host!, port!].filter((n) => n.exists);
  return {
    scheme,
    host: name.replace(/\.$/, ''),
    port: written,
    base,
    from: given,
    pathFrom: path!.exists ? [path!] : [],
  };
};

/** A host as the answers write it as a backend; undefined: it is none that proxies reach. */
export const backendFor = (
  scheme: string,
  host: string,
  port: number,
): { readonly value: string; readonly said?: Said } | undefined => {
  const isTls = /^(https|grpcs|wss|tls)$/.test(scheme);
  const checked = (value: string, what?: Said): { value: string; said?: Said } | undefined =>
    backend.safeParse(value).success ? { value, ...(what && { said: what }) } : undefined;
  if (/^(localhost|127\.|0\.0\.0\.0|host\.docker\.internal|\[?::1\]?$)/.test(host)) return undefined;
  if (isTls) return checked(`https://${host}:${port}`.replace(/:443$/, ''));
  const cluster = /^([a-z0-9-]+)\.([a-z0-9-]+)\.svc(\.[a-z0-9.-]+)?$/.exec(host);
  if (cluster) return checked(`${cluster[2]}/${cluster[1]}:${port}`);
  if (/^[A-Za-z0-9_-]+$/.test(host)) {
    const value = `${labelOf(host, 'service')}:${port}`;
    return checked(value, said('KongBackendName', { host, backend: value }));
  }
  const clear = scheme === 'grpc' ? 'h2c' : 'http';
  return checked(`${clear}://${host}:${port}`.replace(/^(http:.*):80$/, '$1'));
};

const askBackend = (draft: Draft, service: Entity, what: string, from: readonly SourceNode[]): void =>
  draft.parts.set(
    'backend',
    undefined,
    from.length > 0 ? from : [service.node.get('host')],
    said('KongBackendAsked', { service: service.name, what }),
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
  dropped(ledger, node.get('tls_verify_depth'), 'tls_verify_depth', 'Envoy does not limit the depth of the chain.');
  const cas = node.get('ca_certificates');
  const ask = (from: SourceNode, secret: string, holds: string, command: string): Said => {
    const what = said('KongSecretAsked', { secret, holds, command });
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
      said('KongSecretAsked', { secret: `Secret ${secret}`, holds: 'the client certificate', command }),
    );
  }
};

const time = (ms: number): string => (ms % 1000 === 0 ? `${ms / 1000}s` : `${ms}ms`);
/** Default of connect_timeout, read_timeout and write_timeout, in milliseconds. */
const USUAL_TIMEOUT = 60_000;

const timeParts = ({ parts, ledger }: Draft, { node }: Entity, protocol: string): void => {
  const [connect, read, write] = ['connect_timeout', 'read_timeout', 'write_timeout'].map((k) => node.get(k));
  if (connect!.number) parts.set('connection.connectTimeout', time(connect!.number), [connect!]);
  if (protocol === 'http') {
    const limit = Math.max(read!.number ?? USUAL_TIMEOUT, write!.number ?? 0);
    const what = differs(
      read!.exists ? 'read_timeout' : 'the default read_timeout of Kong (60 seconds)',
      'Kong limits the time between two reads, the answers the whole request',
    );
    parts.set('timeout', time(limit), [read!], what);
    if (write!.exists)
      ledger.add(
        write!,
        differs('write_timeout', 'The timeout of the request also limits the time in which its body is sent'),
      );
  } else {
    const limit = Math.max(read!.number ?? USUAL_TIMEOUT, write!.number ?? USUAL_TIMEOUT);
    parts.set('streamIdleTimeout', time(limit), [read!, write!]);
  }
  const retries = node.get('retries');
  if (retries.number === 0) parts.set('retries', 'none', [retries]);
  else if (retries.number !== undefined)
    parts.set(
      'retries.attempts',
      Math.min(retries.number, 10),
      [retries],
      differs('retries', 'A request is repeated only if the service has not processed it, and at most 10 times'),
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
        isExternal ? 'An external server receives its own name as Host' : 'The service receives the Host of the client',
      ),
    );
  else ledger.noEffect(preserve);
  unlessUsual(ledger, node.get('enabled'), [true], 'enabled', 'The service is imported.');
  return address;
};
