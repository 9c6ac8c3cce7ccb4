// A backend of a rule as answers write it: a Service, or an external server by URL.

import { type BackendTls, statedTls } from '../../../effective/backends/backend-tls.ts';
import { entries, fields, type Loose, text } from '../../../effective/objects/loose-objects.ts';
import type { RuleBackend } from '../../../effective/routes/rule-backends.ts';
import { isAddress } from '../../../values/external-address.ts';
import { hostOfService, serviceOfHost } from '../../../values/service-host.ts';
import type { Part } from '../../neutral/neutral.ts';
import type { SourceNode } from '../../source/source-node.ts';
import { serviceReference } from '../../spelling/service-reference.ts';
import { type RouteView, sayObjects } from '../source-views.ts';

/** A backend with what else the service needs for it. */
export interface BackendAnswer {
  readonly value: string | { readonly url: string; readonly serverName: string };
  readonly from: readonly SourceNode[];
  /** The Host header that generated routes send; undefined: that of the client. */
  readonly host: string | undefined;
  readonly isExternal: boolean;
  readonly isFallback: boolean;
  /** `ca` and `identity`. */
  readonly parts: readonly Part[];
}

const PORTS: Readonly<Record<string, number>> = { https: 443, http: 80, h2c: 80 };

const urlOf = (scheme: string, host: string, port: number): string => {
  const shown = host.includes(':') ? `[${host}]` : host;
  return `${scheme}://${shown}${port === PORTS[scheme] ? '' : `:${port}`}`;
};

const caOf = (view: RouteView, object: Loose, at: string): Part[] => {
  const [ref, ...more] = view.source.node(object, at)?.items ?? [];
  if (!ref) return [];
  for (const other of more)
    view.ledger.say(other, 'RouteFilterNotSaid', { what: `a second CA, ${other.get('name').text ?? ''}` });
  const name = ref.get('name').text ?? '';
  const isSecret = ref.get('kind').text === 'Secret';
  view.ledger.noEffect(ref.get('group'));
  return [
    { key: 'ca', value: isSecret ? { secret: name } : { configMap: name }, from: [ref.get('name'), ref.get('kind')] },
  ];
};

/** What TLS to the backend adds. */
const tlsParts = (view: RouteView, tls: BackendTls | undefined, backend: Loose | undefined, shown: string): Part[] => {
  const { source, ledger } = view;
  const parts: Part[] = [];
  if (tls?.policy) {
    parts.push(...caOf(view, tls.policy, 'spec.validation.caCertificateRefs'));
    sayObjects(view, [tls.policy]);
    ledger.noEffect(...source.from(tls.policy, 'spec.targetRefs', 'spec.validation.wellKnownCACertificates'));
  }
  if (!backend) return parts;
  if (!tls?.policy) parts.push(...caOf(view, backend, 'spec.tls.caCertificateRefs'));
  ledger.noEffect(...source.from(backend, 'spec.tls.wellKnownCACertificates', 'spec.tls.alpnProtocols'));
  const [insecure] = source.from(backend, 'spec.tls.insecureSkipVerify');
  if (insecure?.flag === true) ledger.say(insecure, 'RouteCertificateVerified', { backend: shown });
  else if (insecure) ledger.noEffect(insecure);
  const [secret] = source.from(backend, 'spec.tls.clientCertificateRef.name');
  const rest = source.from(backend, 'spec.tls.clientCertificateRef.kind', 'spec.tls.clientCertificateRef.group');
  if (secret) parts.push({ key: 'identity', value: { mtls: { secret: secret.text } }, from: [secret, ...rest] });
  return parts;
};

const endpointOf = (view: RouteView, backend: Loose): { at: string; host: string; port: number } | string => {
  const spec = fields(backend.spec);
  const endpoints = entries(spec.endpoints);
  if (text(spec.type) === 'DynamicResolver') return 'a Backend that resolves the name of the request';
  if (endpoints.length !== 1) return `Backend ${backend.metadata.name} with ${endpoints.length} endpoints`;
  for (const kind of ['fqdn', 'ip']) {
    const at = `spec.endpoints[0].${kind}`;
    const node = view.source.node(backend, at);
    const host = node?.get(kind === 'fqdn' ? 'hostname' : 'address').text;
    const port = node?.get('port').number;
    if (host !== undefined && port !== undefined) return { at, host, port };
  }
  return `Backend ${backend.metadata.name}, which is no host name and no address`;
};

const external = (view: RouteView, one: RuleBackend, backend: Loose, refs: SourceNode[]): BackendAnswer | string => {
  const { source, home, ledger } = view;
  const endpoint = endpointOf(view, backend);
  if (typeof endpoint === 'string') return endpoint;
  const { at, host, port } = endpoint;
  const tls = statedTls(view.snapshot, one.ref, one.namespace, backend);
  const policy = tls?.policy;
  const sni = tls?.sni;
  const [named] = source.from(backend, 'spec.endpoints[0].hostname');
  const [fallback] = source.from(backend, 'spec.fallback');
  const [protocols] = source.from(backend, 'spec.appProtocols');
  const from = [
    ...refs,
    ...source.from(backend, at),
    ...(policy ? source.from(policy, 'spec.validation.hostname') : source.from(backend, 'spec.tls.sni')),
    ...(named ? [named] : []),
  ];
  sayObjects(view, [backend]);
  ledger.noEffect(...source.from(backend, 'spec.type'));
  if (fallback) ledger.carried(fallback, 'failover');
  const isH2c = protocols?.items.some((p) => /h2c$/.test(p.text ?? '')) === true;
  if (protocols && isH2c) ledger.carried(protocols, 'backend');
  else if (protocols) ledger.noEffect(protocols);
  const service = serviceOfHost(host);
  const common = { from, isFallback: fallback?.flag === true };
  if (service && !tls && !isH2c) {
    const value = serviceReference(service.service, port, service.namespace, home);
    return { ...common, value, host: undefined, isExternal: false, parts: [] };
  }
  const scheme = tls ? 'https' : isH2c ? 'h2c' : 'http';
  const url = urlOf(scheme, host, port);
  const serverName = named?.text ?? (sni === host ? undefined : sni);
  if (tls && isAddress(host) && serverName === undefined)
    return `https to the address ${host} without the name in its certificate`;
  const parts = tlsParts(view, tls, backend, url);
  const sent = serverName ?? (isAddress(host) ? undefined : host);
  return {
    ...common,
    value: serverName === undefined ? url : { url, serverName },
    host: sent,
    isExternal: true,
    parts,
  };
};

/** A backend of a rule; a text: what answers cannot forward to. */
export const backendAnswer = (view: RouteView, one: RuleBackend): BackendAnswer | string => {
  const { source, route, home } = view;
  const { ref, kind, namespace, object, field } = one;
  const refs = source.from(route, ...['name', 'namespace', 'port', 'kind', 'group'].map((key) => `${field}.${key}`));
  if (kind === 'Backend') {
    if (!object) return `Backend ${ref.name ?? ''}, which is not in the source`;
    const answer = external(view, one, object, refs);
    if (typeof answer === 'string')
      for (const node of source.from(object))
        view.ledger.say(node, 'BackendAsked', {
          service: route.metadata.name,
          what: `no answer forwards requests to ${answer}`,
        });
    return answer;
  }
  if (kind !== 'Service') return `a ${kind}`;
  const { name = '', port = 0 } = ref;
  const tls = statedTls(view.snapshot, ref, namespace, undefined);
  const from = ref.namespace === undefined ? [...refs, ...source.from(route, 'metadata.namespace')] : refs;
  const common = { isFallback: false, host: undefined, isExternal: false };
  if (!tls) return { ...common, value: serviceReference(name, port, namespace, home), from, parts: [] };
  const url = urlOf('https', hostOfService(name, namespace), port);
  const sent = tls.sni ?? hostOfService(name, namespace);
  const policy = tls.policy ? source.from(tls.policy, 'spec.validation.hostname') : [];
  return {
    value: tls.sni === undefined ? url : { url, serverName: tls.sni },
    from: [...from, ...policy],
    host: sent,
    isExternal: true,
    isFallback: false,
    parts: tlsParts(view, tls, undefined, url),
  };
};
