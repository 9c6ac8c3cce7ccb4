// Every middleware by its name. A missing or unknown one may authenticate: its route is undecided.

import { milliseconds } from '../../values/duration.ts';
import type { SourceNode } from '../source/source-node.ts';
import { limitInWindow } from '../spelling/limit-windows.ts';
import { basicAuth, forwardAuth, ipAllowList } from './traefik-access.ts';
import { differs, dropped, type TraefikDraft, timeOf, undecide } from './traefik-draft.ts';
import { headers } from './traefik-headers.ts';
import { namespaceOf } from './traefik-objects.ts';
import { redirectRegex, redirectScheme } from './traefik-redirects.ts';

const rateLimit = (draft: TraefikDraft, node: SourceNode): undefined => {
  const { parts } = draft;
  const [average, period, burst] = ['average', 'period', 'burst'].map((k) => node.get(k)) as [
    SourceNode,
    SourceNode,
    SourceNode,
  ];
  if (!average.number || parts.get('rateLimit.limits'))
    return dropped(draft, node, 'rateLimit', 'It contains no limit, so requests are not limited.');
  const seconds = milliseconds(timeOf(period) ?? '1s') / 1000 || 1;
  const { value: limit, unit } = limitInWindow(average.number, seconds);
  parts.set(
    'rateLimit.limits',
    [limit],
    [average, period],
    differs(
      'rateLimit',
      `Traefik refills the limit evenly, the gateway allows ${limit} from the start of each ${unit}`,
    ),
  );
  dropped(draft, burst, 'burst', 'Limits of the gateway have no burst: a client may use the whole limit at once.');
  const source = node.get('sourceCriterion');
  const header = source.get('requestHeaderName');
  if (header.text) parts.set('rateLimit.key', { header: header.text }, [header]);
  else {
    parts.set('rateLimit.key', 'sourceIP', []);
    dropped(draft, source.get('requestHost'), 'requestHost', 'The gateway counts each client address.');
    const depth = source.get('ipStrategy', 'depth');
    if (depth.number && !draft.root.join('traffic.clientsBehind', { trustedHops: depth.number }, [depth]))
      dropped(draft, depth, 'depth', 'Another middleware has another depth.');
  }
  const redis = node.get('redis', 'endpoints').items;
  if (redis[0]?.text && draft.root.join('rateLimit.redis.url', redis[0].text, [redis[0]])) {
    draft.root.join('rateLimit.scope', 'global', []);
    // Traefik answers 500 while Redis is unavailable.
    draft.root.join('rateLimit.onFailure', 'closed', []);
    for (const key of ['secret', 'tls', 'db'])
      dropped(
        draft,
        node.get('redis', key),
        `redis.${key}`,
        'Set rateLimit.redis.password and tls if Redis needs them.',
      );
  }
  return undefined;
};

const retry = ({ parts }: TraefikDraft, node: SourceNode): void => {
  const attempts = node.get('attempts');
  if (attempts.number === 1) parts.set('retries', 'none', [attempts]);
  else if (attempts.number && attempts.number > 1)
    parts.set(
      'retries.attempts',
      Math.min(attempts.number - 1, 10),
      [attempts],
      differs(
        'retry',
        'Traefik repeats failed connections, the gateway repeats only requests that no service has processed',
      ),
    );
};

const buffering = (draft: TraefikDraft, node: SourceNode): void => {
  const most = node.get('maxRequestBodyBytes');
  if (most.number && most.number > 0) draft.parts.set('maxRequestBody', String(most.number), [most]);
  else draft.ledger.noEffect(most);
  for (const key of ['memRequestBodyBytes', 'maxResponseBodyBytes', 'memResponseBodyBytes', 'retryExpression'])
    dropped(
      draft,
      node.get(key),
      key,
      'Envoy streams responses, and holds requests in memory only with maxRequestBody.',
    );
};

const inFlight = (draft: TraefikDraft, node: SourceNode): undefined => {
  const amount = node.get('amount');
  if (node.get('sourceCriterion').exists || !amount.number)
    return dropped(
      draft,
      node,
      'inFlightReq',
      'The gateway does not limit how many requests one client sends at a time.',
    );
  draft.parts.set(
    'circuitBreaker.maxParallelRequests',
    amount.number,
    [amount],
    differs('inFlightReq', 'Traefik answers 429 above the limit, the gateway answers 503 above the limit of a proxy'),
  );
  return undefined;
};

const compress = (draft: TraefikDraft, node: SourceNode): void => {
  const given = node.get('encodings').items.filter((n) => /^(br|gzip|zstd)$/.test(n.text ?? ''));
  const list = given.length > 0 ? given.map((n) => n.text) : ['gzip', 'br', 'zstd'];
  const what = differs('compress', 'Traefik compresses responses of this route, the gateway those of all services');
  if (draft.root.join('compression', list, given, what)) draft.ledger.add(node, what, ['compression']);
  for (const key of ['excludedContentTypes', 'includedContentTypes', 'minResponseBodyBytes', 'defaultEncoding'])
    dropped(draft, node.get(key), key, 'The gateway compresses text, JSON, XML, SVG and scripts.');
};

const rewrite =
  (kind: string) =>
  ({ rewrites }: TraefikDraft, node: SourceNode): void => {
    rewrites.push({ kind, node });
  };

const MIDDLEWARES: Readonly<Record<string, (draft: TraefikDraft, node: SourceNode) => void>> = {
  basicAuth,
  forwardAuth,
  ipAllowList,
  ipWhiteList: ipAllowList,
  digestAuth: (draft, node) => undecide(draft, node, 'the middleware digestAuth'),
  plugin: (draft, node) =>
    undecide(draft, node, `the plugin ${node.children[0]?.key ?? ''}, which may decide who has access`),
  headers,
  rateLimit,
  retry,
  buffering,
  inFlightReq: inFlight,
  compress,
  redirectScheme,
  redirectRegex,
  stripPrefix: rewrite('stripPrefix'),
  stripPrefixRegex: rewrite('stripPrefixRegex'),
  addPrefix: rewrite('addPrefix'),
  replacePath: rewrite('replacePath'),
  replacePathRegex: rewrite('replacePathRegex'),
};

/** Middlewares without an answer that do not decide who has access. */
const DROPPED: Readonly<Record<string, string>> = {
  circuitBreaker: 'The gateway has circuitBreaker and outlierDetection with their defaults instead.',
  errors: 'Clients get the error responses of the service: errors.pages replaces their bodies.',
  passTLSClientCert: 'With tls.clientAuth, services receive X-Forwarded-Client-Cert instead.',
  contentType: 'The Content-Type of the service is not changed.',
  grpcWeb: 'Browsers cannot call gRPC services.',
  encodedCharacters: 'Envoy normalizes paths, and refuses encoded slashes.',
};

/** Reads a middleware and, for a chain, those that it names. */
const apply = (draft: TraefikDraft, reference: SourceNode, from: string, seen: ReadonlySet<string>): undefined => {
  const { objects, ledger } = draft;
  const name = reference.get('name').text ?? '';
  const object = objects.find('Middleware', reference, from);
  for (const key of ['name', 'namespace'])
    if (reference.get(key).exists) ledger.carried(reference.get(key), 'services');
  if (!object || seen.has(object.id))
    return undecide(
      draft,
      reference.get('name'),
      `the middleware ${name}, which the files do not contain; import its file too`,
    );
  const inner = new Set([...seen, object.id]);
  const namespace = namespaceOf(object) || (reference.get('namespace').text ?? from);
  for (const node of object.get('spec').children) {
    if (node.key === 'chain') for (const next of node.get('middlewares').items) apply(draft, next, namespace, inner);
    else if (Object.hasOwn(MIDDLEWARES, node.key)) MIDDLEWARES[node.key]!({ ...draft, namespace }, node);
    else if (Object.hasOwn(DROPPED, node.key))
      ledger.say(node, 'SettingDropped', { name: `the middleware ${node.key}`, effect: DROPPED[node.key]! });
    else undecide(draft, node, `the middleware ${node.key}, which may decide who has access`);
  }
  return undefined;
};

/** Reads the middlewares of a route in their order. */
export const applyMiddlewares = (draft: TraefikDraft, route: SourceNode): void => {
  for (const reference of route.get('middlewares').items) apply(draft, reference, draft.namespace, new Set());
};
