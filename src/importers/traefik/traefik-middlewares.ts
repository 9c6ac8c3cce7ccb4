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
    return dropped(draft, node, 'rateLimit', 'It does not limit the requests.');
  const seconds = milliseconds(timeOf(period) ?? '1s') / 1000 || 1;
  const { value: limit, unit } = limitInWindow(average.number, seconds);
  parts.set(
    'rateLimit.limits',
    [limit],
    [average, period],
    differs('rateLimit', `Traefik fills a bucket evenly; the answers count ${limit} from the start of each ${unit}`),
  );
  dropped(draft, burst, 'burst', 'The whole limit may be used at once.');
  const source = node.get('sourceCriterion');
  const header = source.get('requestHeaderName');
  if (header.text) parts.set('rateLimit.key', { header: header.text }, [header]);
  else {
    parts.set('rateLimit.key', 'sourceIP', []);
    dropped(draft, source.get('requestHost'), 'requestHost', 'Each client address has its own budget.');
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
      differs('retry', 'A request is repeated only if the service has not processed it'),
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
    return dropped(draft, node, 'inFlightReq', 'The requests of one client at a time are not limited.');
  draft.parts.set(
    'circuitBreaker.maxParallelRequests',
    amount.number,
    [amount],
    differs('inFlightReq', 'Requests above the limit of a proxy get 503'),
  );
  return undefined;
};

const compress = (draft: TraefikDraft, node: SourceNode): void => {
  const given = node.get('encodings').items.filter((n) => /^(br|gzip|zstd)$/.test(n.text ?? ''));
  const list = given.length > 0 ? given.map((n) => n.text) : ['gzip', 'br', 'zstd'];
  const what = differs('compress', 'Responses of all services are compressed');
  if (draft.root.join('compression', list, given, what)) draft.ledger.add(node, what, ['compression']);
  for (const key of ['excludedContentTypes', 'includedContentTypes', 'minResponseBodyBytes', 'defaultEncoding'])
    dropped(draft, node.get(key), key, 'Text, JSON, XML, SVG and scripts are compressed.');
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
  circuitBreaker: 'The usual limits and the removal of failing endpoints apply.',
  errors: 'Clients get the responses of the service. Use errors.pages for bodies of your own.',
  passTLSClientCert: 'Services receive X-Forwarded-Client-Cert with tls.clientAuth.',
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
    return undecide(draft, reference.get('name'), `the middleware ${name}, which the files do not contain`);
  const inner = new Set([...seen, object.id]);
  for (const node of object.get('spec').children) {
    if (node.key === 'chain')
      for (const next of node.get('middlewares').items) apply(draft, next, namespaceOf(object), inner);
    else if (Object.hasOwn(MIDDLEWARES, node.key))
      MIDDLEWARES[node.key]!({ ...draft, namespace: namespaceOf(object) }, node);
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
