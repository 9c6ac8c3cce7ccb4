// Middlewares that decide who has access.
import { networkOf } from '../neutral/network.ts';
import { said } from '../report/ledger.ts';
import { withoutSecrets } from '../report/without-secrets.ts';
import type { SourceNode } from '../source/source-node.ts';
import { differs, dropped, type TraefikDraft, undecide } from './traefik-draft.ts';

/** Users of Traefik have several kinds of hashes; Envoy takes SHA only. */
export const basicAuth = (draft: TraefikDraft, node: SourceNode): undefined => {
  const { ledger, methods } = draft;
  const secret = node.get('secret');
  if (secret.text === undefined) return undecide(draft, node, 'basicAuth without a Secret');
  const command = `htpasswd -s users.htpasswd USER, then kubectl create secret generic ${secret.text} --from-file=.htpasswd=users.htpasswd`;
  methods.push({
    name: 'users',
    identity: JSON.stringify(['basic', draft.namespace, secret.text]),
    parts: [
      { key: 'type', value: 'basic', from: [] },
      {
        key: 'secret',
        value: secret.text,
        from: [secret],
        said: said('TraefikSecretAsked', {
          secret: secret.text,
          holds: 'users with SHA entries in its key .htpasswd',
          command,
        }),
      },
    ],
  });
  dropped(draft, node.get('realm'), 'realm', 'Responses with 401 do not contain it.');
  const header = node.get('headerField');
  if (header.exists)
    ledger.add(header, differs('headerField', 'The service receives the name of the user in X-Basic-User'));
  const remove = node.get('removeHeader');
  if (remove.flag === true)
    ledger.add(remove, differs('removeHeader', 'The service receives the Authorization header'));
  else ledger.noEffect(remove);
  return undefined;
};

const SERVICE = /^(https?):\/\/([a-z0-9-]+)\.([a-z0-9-]+)(?:\.svc(?:\.[a-z0-9.-]+)?)?(?::(\d{1,5}))?(\/[^?#]*)?$/;
const SHORT = /^(https?):\/\/([a-z0-9-]+)(?::(\d{1,5}))?(\/[^?#]*)?$/;

/** An authorizer in the cluster; its answer decides. */
export const forwardAuth = (draft: TraefikDraft, node: SourceNode): undefined => {
  const { ledger, methods, namespace } = draft;
  const address = node.get('address');
  const [, scheme, service, of, port, path = ''] = SERVICE.exec(address.text ?? '') ?? [];
  const short = SHORT.exec(address.text ?? '');
  const isCluster =
    service !== undefined &&
    (/\.svc/.test(address.text!) || draft.objects.named('Service', of!, service) !== undefined);
  const host = isCluster
    ? `${service}.${of}.svc.cluster.local`
    : short && namespace
      ? `${short[2]}.${namespace}.svc.cluster.local`
      : undefined;
  if (!host)
    return undecide(
      draft,
      node,
      `forwardAuth with ${withoutSecrets(address.text ?? 'no address')}, which is no Service of the cluster`,
    );
  const tls = (isCluster ? scheme : short![1]) === 'https';
  const written = (isCluster ? path : short![4]) ?? '';
  const at = (isCluster ? port : short![3]) ?? (tls ? '443' : '80');
  // Without a path, Envoy would call the authorizer with the path of the client.
  const fixed = written === '' ? '/' : written;
  if (/\/oauth2\/auth\/?$/.test(written))
    return undecide(draft, node, 'forwardAuth with oauth2-proxy, which answers 202; Envoy accepts 200 only');
  if (node.get('authRequestHeaders').items.length === 0) ledger.noEffect(node.get('authRequestHeaders'));
  const sent = node.get('authRequestHeaders').items;
  const back = node.get('authResponseHeaders').items;
  methods.push({
    name: isCluster ? service! : short![2]!,
    identity: JSON.stringify(['extAuth', host, at, written, sent.map((n) => n.text), back.map((n) => n.text)]),
    parts: [
      { key: 'type', value: 'extAuth', from: [] },
      {
        key: 'http',
        value: `${tls ? 'https' : 'http'}://${host}:${at}${fixed}`,
        from: [address],
        said: differs(
          'forwardAuth',
          'Envoy calls this URL with the method, the Host and the query of the request and the headers in headers, and only 200 allows it. The authorizer does not receive the path of the request: X-Forwarded-Uri and X-Forwarded-Method are missing. One that decides by the path must not be used this way; give its services another method',
        ),
      },
      { key: 'path', value: 'fixed', from: [] },
      { key: 'headers', value: sent.length > 0 ? sent.map((n) => n.text) : ['Authorization', 'Cookie'], from: sent },
      ...(back.length > 0 ? [{ key: 'headersToBackend', value: back.map((n) => n.text), from: back }] : []),
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
