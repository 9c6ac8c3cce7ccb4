// key-auth, basic-auth and jwt: methods of the answers.
import { createPublicKey } from 'node:crypto';
import type { NeutralMethod, Part } from '../neutral/neutral.ts';
import type { SourceNode } from '../source/source-node.ts';
import type { KongPlugin } from './kong-config.ts';
import { asked, clientName, clientsOf, KEY_SECRET, nameNode, USER_SECRET } from './kong-consumers.ts';
import { type Draft, differs, dropped, textsOf, unlessUsual } from './kong-draft.ts';

/** Methods of which any is enough, or why there are none. */
export type Found = { readonly methods: readonly NeutralMethod[] } | { readonly undecided: string };

/** The kind of a method, which no value of the source contains. */
const typed = (type: string): Part => ({ key: 'type', value: type, from: [] });

const preflight = ({ ledger }: Draft, config: SourceNode): void =>
  unlessUsual(
    ledger,
    config.get('run_on_preflight'),
    [true],
    'run_on_preflight: false',
    'Preflight requests of services without cors need the credential.',
  );

/** API keys: a method for each name and place. */
export const keyAuth = (draft: Draft, { config, name }: KongPlugin): Found => {
  const { ledger } = draft;
  preflight(draft, config);
  const hide = config.get('hide_credentials');
  if (hide.flag === false) ledger.add(hide, differs('hide_credentials: false', 'The service does not receive the key'));
  else ledger.noEffect(hide);
  unlessUsual(ledger, config.get('key_in_body'), [false], 'key_in_body', 'Keys in bodies are not read.');
  dropped(ledger, config.get('realm'), 'realm', 'Responses with 401 do not contain it.');
  const written = config.get('key_names');
  const names: { text: string; nodes: SourceNode[] }[] = textsOf(written).map((t) => ({
    text: t.text,
    nodes: [t.node],
  }));
  if (names.length === 0) names.push({ text: 'apikey', nodes: [] });
  const places = (['header', 'query'] as const).filter((p) => config.get(`key_in_${p}`).flag !== false);
  if (places.length === 0) return { undecided: `${name} that reads keys from bodies only` };
  for (const place of ['header', 'query'])
    if (config.get(`key_in_${place}`).flag === false) ledger.carried(config.get(`key_in_${place}`), 'auth.methods');
  const clients = clientsOf(draft.config);
  const list: Part =
    clients.length > 0
      ? {
          key: 'clients',
          value: [...new Set(clients.map(clientName))],
          from: clients.filter((c) => clientName(c) === c.name).map(nameNode),
        }
      : {
          key: 'clients',
          value: undefined,
          from: [config.get('clients')],
          said: asked(name, 'clients', 'the names of the clients, which are keys of the Secret'),
        };
  return {
    methods: names.flatMap(({ text, nodes }) =>
      places.map((place) => ({
        name: `${text === 'apikey' ? 'key' : text}${place === 'query' ? '-query' : ''}`,
        identity: JSON.stringify(['apiKey', place, text]),
        parts: [
          typed('apiKey'),
          { key: place, value: text, from: [...nodes, config.get(`key_in_${place}`)].filter((n) => n.exists) },
          { key: 'secret', value: KEY_SECRET, from: [] },
          list,
        ],
      })),
    ),
  };
};

/** Users and passwords. Kong's hashes contain the ID of the consumer, so they cannot be used again. */
export const basicAuth = ({ ledger }: Draft, { config }: KongPlugin): Found => {
  const hide = config.get('hide_credentials');
  if (hide.flag === true)
    ledger.add(hide, differs('hide_credentials', 'The service receives the Authorization header'));
  else ledger.noEffect(hide);
  unlessUsual(ledger, config.get('realm'), ['service'], 'realm', 'Responses with 401 do not contain it.');
  return {
    methods: [
      { name: 'users', identity: 'basic', parts: [typed('basic'), { key: 'secret', value: USER_SECRET, from: [] }] },
    ],
  };
};

/** The public key of a credential as a JWK; undefined: it is none. */
const jwkOf = (pem: string | undefined): Readonly<Record<string, unknown>> | undefined => {
  if (!pem || !/^\s*-----BEGIN (?:RSA )?PUBLIC KEY-----[^-]+-----END (?:RSA )?PUBLIC KEY-----\s*$/.test(pem))
    return undefined;
  try {
    return createPublicKey(pem).export({ format: 'jwk' }) as Readonly<Record<string, unknown>>;
  } catch {
    return undefined;
  }
};

interface Issuer {
  readonly name: string;
  readonly keys: unknown[];
  readonly from: SourceNode[];
}

/** Issuers with public keys, from the credentials of consumers. */
const issuersOf = ({ config, ledger }: Draft): { issuers: Issuer[]; shared: number } => {
  const issuers = new Map<string, Issuer>();
  let shared = 0;
  for (const consumer of config.consumers)
    for (const { kind, node } of consumer.credentials) {
      if (kind !== 'jwt_secrets') continue;
      const [key, algorithm, pem] = [node.get('key'), node.get('algorithm'), node.get('rsa_public_key')];
      const jwk = /^(RS|ES|PS|Ed)/.test(algorithm.text ?? 'HS256') ? jwkOf(pem.text) : undefined;
      if (!jwk || !key.text) {
        shared += 1;
        ledger.say(node, 'KongSharedToken', { consumer: clientName(consumer) });
        continue;
      }
      const issuer = issuers.get(key.text) ?? { name: key.text, keys: [], from: [] };
      issuer.keys.push({ ...jwk, ...(algorithm.text && { alg: algorithm.text }), use: 'sig' });
      issuer.from.push(key, pem, algorithm);
      ledger.noEffect(node.get('secret'));
      issuers.set(key.text, issuer);
    }
  return { issuers: [...issuers.values()], shared };
};

const inlineKeys = (i: Issuer): object => ({ inline: JSON.stringify({ keys: i.keys }) });

/** Tokens. Which claim names the credential decides whether its key is the issuer. */
export const jwt = (draft: Draft, { config, name }: KongPlugin): Found => {
  const { ledger } = draft;
  preflight(draft, config);
  dropped(ledger, config.get('realm'), 'realm', 'Responses with 401 do not contain it.');
  ledger.noEffect(config.get('secret_is_base64'));
  // Envoy refuses expired tokens always.
  ledger.noEffect(config.get('claims_to_verify'));
  if ((config.get('maximum_expiration').number ?? 0) > 0) return { undecided: 'maximum_expiration of jwt' };
  ledger.noEffect(config.get('maximum_expiration'));
  unlessUsual(ledger, config.get('uri_param_names'), [], 'uri_param_names', 'Tokens in the query are not read.');
  const claim = config.get('key_claim_name');
  const { issuers, shared } = issuersOf(draft);
  if (issuers.length === 0 && shared > 0)
    return { undecided: 'tokens that are signed with a secret that client and gateway share' };
  const isIssuer = (claim.text ?? 'iss') === 'iss';
  if (isIssuer) ledger.noEffect(claim);
  else
    ledger.say(claim, 'KongTokenAsked', {
      method: name,
      key: 'issuer',
      what: `the iss of the tokens, because the claim ${claim.text ?? ''} names the key`,
    });
  const [first, ...more] = issuers;
  const absent = (key: string, what: string): Part => ({
    key,
    value: undefined,
    from: [config.get(key)],
    said: asked(name, key, what),
  });
  const places: { from?: object; nodes: SourceNode[] }[] = [];
  const headers = textsOf(config.get('header_names'));
  if (headers.length === 0) places.push({ nodes: [] });
  for (const { text, node } of headers)
    if (text.toLowerCase() === 'authorization') places.push({ nodes: [node] });
    else places.push({ from: { header: text }, nodes: [node] });
  for (const { text, node } of textsOf(config.get('cookie_names')))
    places.push({ from: { cookie: text }, nodes: [node] });
  const keys: Part[] = first
    ? [
        {
          key: 'issuer',
          value: isIssuer ? first.name : undefined,
          from: isIssuer ? [first.from[0]!] : [],
          ...(!isIssuer && { said: asked(name, 'issuer', 'the iss of the tokens') }),
        },
        { key: 'jwks', value: inlineKeys(first), from: first.from.filter((n) => n.exists && n.key !== 'key') },
        ...(more.length > 0 && isIssuer
          ? [
              {
                key: 'moreIssuers',
                value: more.map((i) => ({ issuer: i.name, jwks: inlineKeys(i) })),
                from: more.flatMap((i) => i.from).filter((n) => n.exists),
              },
            ]
          : []),
      ]
    : [absent('issuer', 'the iss of the tokens'), absent('jwks', 'the URL of the public keys')];
  return {
    methods: places.map(({ from, nodes }, i) => ({
      name: i === 0 || !from ? 'jwt' : `jwt-${Object.keys(from)[0]}`,
      identity: JSON.stringify(['jwt', config.document.file, isIssuer, from]),
      parts: [
        typed('jwt'),
        ...keys,
        absent('audiences', 'the aud of the tokens, which Kong does not verify'),
        ...(from
          ? [
              {
                key: 'from',
                value: from,
                from: nodes,
                ...('header' in from && {
                  said: differs('the place of the token', 'The header contains the token without "Bearer"'),
                }),
              },
            ]
          : []),
      ],
    })),
  };
};

/** Reports where tokens are read that the answers read anyway. */
export const usualHeaders = ({ ledger }: Draft, config: SourceNode): void => {
  for (const { text, node } of textsOf(config.get('header_names')))
    if (text.toLowerCase() === 'authorization') ledger.noEffect(node);
};
