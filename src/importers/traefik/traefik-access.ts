// Middlewares that decide who has access.
import { serviceOfHost } from '../../values/service-host.ts';
import { said } from '../report/ledger.ts';
import { withoutSecrets } from '../report/without-secrets.ts';
import type { SourceNode } from '../source/source-node.ts';
import { authorizerAddress, isOauth2Proxy } from '../spelling/authorizer-address.ts';
import { networkOf } from '../spelling/networks.ts';
import { differs, dropped, type TraefikDraft, undecide } from './traefik-draft.ts';

/** Users of Traefik have several kinds of hashes; Envoy takes SHA only. */
export const basicAuth = (draft: TraefikDraft, node: SourceNode): undefined => {
  const { ledger, methods } = draft;
  const secret = node.get('secret');
  if (secret.text === undefined) return undecide(draft, node, 'basicAuth without a Secret');
  // Two Secrets with one name must not become one: each has other users.
  const isShared = draft.objects.secretSpaces(secret.text).size > 1;
  const name = isShared ? `${draft.namespace || 'default'}.${secret.text}` : secret.text;
  const command = `htpasswd -s users.htpasswd USER, then kubectl create secret generic ${name} --from-file=.htpasswd=users.htpasswd`;
  methods.push({
    name: 'users',
    identity: JSON.stringify(['basic', draft.namespace, secret.text]),
    parts: [
      { key: 'type', value: 'basic', from: [] },
      {
        key: 'secret',
        value: name,
        from: [secret],
        said: said('UsersToCreate', { source: `Secret ${secret.text}`, secret: name, command }),
      },
    ],
  });
  dropped(draft, node.get('realm'), 'realm', 'Responses with 401 do not contain this realm.');
  const header = node.get('headerField');
  if (header.exists)
    ledger.add(
      header,
      differs('headerField', 'Traefik sends the name of the user in this header, the gateway in X-Basic-User'),
    );
  const remove = node.get('removeHeader');
  if (remove.flag === true)
    ledger.add(
      remove,
      differs('removeHeader', 'Traefik removes the Authorization header, the gateway sends it to the service'),
    );
  else ledger.noEffect(remove);
  return undefined;
};

const URL_FORM = /^(https?):\/\/([^:/?#@]+)(?::(\d{1,5}))?(\/[^?#]*)?$/;
const LABEL = /^[a-z0-9-]+$/;

/** The Service of a host: by its full name, in the namespace of the route, or `service.namespace` if the files contain it. */
const serviceAt = ({ namespace, objects }: TraefikDraft, host: string) => {
  if (LABEL.test(host)) return namespace === '' ? undefined : { service: host, namespace };
  const [service = '', of = '', ...more] = host.split('.');
  const isKnown = more.length === 0 && objects.named('Service', of, service) !== undefined;
  return isKnown ? { service, namespace: of } : serviceOfHost(host);
};

/** An authorizer in the cluster; its answer decides. */
export const forwardAuth = (draft: TraefikDraft, node: SourceNode): undefined => {
  const { ledger, methods } = draft;
  const address = node.get('address');
  const [, scheme, name, port, written = ''] = URL_FORM.exec(address.text ?? '') ?? [];
  const of = name === undefined ? undefined : serviceAt(draft, name);
  if (!of)
    return undecide(
      draft,
      node,
      `forwardAuth with ${withoutSecrets(address.text ?? 'no address')}, which is no Service of the cluster`,
    );
  const http = authorizerAddress({ scheme, ...of, port, path: written });
  if (isOauth2Proxy(written))
    return undecide(draft, node, 'forwardAuth with oauth2-proxy, which answers 202; Envoy accepts 200 only');
  if (node.get('authRequestHeaders').items.length === 0) ledger.noEffect(node.get('authRequestHeaders'));
  const sent = node.get('authRequestHeaders').items;
  const back = node.get('authResponseHeaders').items;
  methods.push({
    name: of.service,
    identity: JSON.stringify(['extAuth', http, sent.map((n) => n.text), back.map((n) => n.text)]),
    parts: [
      { key: 'type', value: 'extAuth', from: [] },
      {
        key: 'http',
        value: http,
        from: [address],
        said: differs(
          'forwardAuth',
          'Traefik accepts any 2xx of the authorizer and sends X-Forwarded-Uri and X-Forwarded-Method. Envoy calls this URL with the method, the Host and the query of the request and the headers in headers, and accepts 200 only. The authorizer does not receive the path of the request. Do not use one that decides by the path; give its services another method',
        ),
      },
      { key: 'path', value: 'fixed', from: [] },
      { key: 'headers', value: sent.length > 0 ? sent.map((n) => n.text) : ['Authorization', 'Cookie'], from: sent },
      ...(back.length > 0 ? [{ key: 'headersToBackend', value: back.map((n) => n.text), from: back }] : []),
      ...(scheme === 'https'
        ? [{ key: 'ca', value: undefined, from: [address], said: said('AuthorizerCaAsked', { method: of.service }) }]
        : []),
    ],
  });
  ledger.noEffect(node.get('trustForwardHeader'));
  for (const key of [
    'authResponseHeadersRegex',
    'addAuthCookiesToResponse',
    'headerField',
    'forwardBody',
    'tls',
    'authSigninURL',
    'maxBodySize',
    'preserveLocationHeader',
    'preserveRequestMethod',
  ])
    dropped(
      draft,
      node.get(key),
      `${key} of forwardAuth`,
      'The authorizer receives the headers of the request, and its answer decides.',
    );
  return undefined;
};

/** Networks. With `depth`, the address is the one that a trusted proxy in front has added. */
export const ipAllowList = (draft: TraefikDraft, node: SourceNode): undefined => {
  const { parts, root } = draft;
  const range = node.get('sourceRange');
  const strategy = node.get('ipStrategy');
  const depth = strategy.get('depth');
  const networks = range.items.map((n) => networkOf(n.text ?? ''));
  const isKnown = networks.length > 0 && !networks.includes(undefined);
  const isOther = strategy.get('excludedIPs').items.length > 0 || strategy.get('ipv6Subnet').exists;
  if (!isKnown || isOther || parts.get('allow.cidrs'))
    return undecide(draft, node, 'an ipAllowList that no answer contains');
  if (depth.number && !root.join('traffic.clientsBehind', { trustedHops: depth.number }, [depth]))
    return undecide(draft, node, 'ipAllowLists with different depths');
  parts.set('allow.cidrs', networks, range.items);
  dropped(draft, node.get('rejectStatusCode'), 'rejectStatusCode', 'Other addresses get 403.');
  return undefined;
};
