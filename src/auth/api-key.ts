// API keys: one for each client, in a Secret of the platform.
import * as z from 'zod';
import { refusal, refuse } from '../diagnostics/refusal.ts';
import type { AuthIntent, CredentialPlace, TeamMethodIntent } from '../model/intent.ts';
import { all, any, list, text } from '../objects/cel.ts';
import { note } from '../objects/make.ts';
import { DEFAULTS } from '../values/defaults.ts';
import { clientId, headerName, objectName, tokenName } from '../values/scalars.ts';
import { NO_CONDITION } from './allow-rule.ts';
import {
  ANY_VALUE,
  ASKS_NOBODY,
  type AuthKind,
  inHeaders,
  NO_PLACES,
  type PolicySpec,
  secretRef,
} from './auth-kind.ts';
import { type Credential, variableOf } from './credential.ts';

const schema = z
  .strictObject({
    type: z.literal('apiKey').describe('The kind of method.'),
    header: headerName.optional().describe('The header that carries the key; X-API-Key unless said otherwise.'),
    query: tokenName.optional().describe('The query parameter that carries the key.'),
    cookie: tokenName.optional().describe('The cookie that carries the key.'),
    secret: objectName.describe('The Secret with a client name and a key for each client.'),
    clients: z.array(clientId).min(1).max(256).describe('The client names: the keys of the Secret.'),
  })
  .superRefine((m, ctx) => {
    if ([m.header, m.query, m.cookie].filter((x) => x !== undefined).length > 1)
      refuse(ctx, refusal('SeveralKeyPlaces'));
  });
export type ApiKeyMethod = z.output<typeof schema>;

/** The credentials of one place. */
export interface ApiKeyIntent extends AuthIntent {
  readonly place: CredentialPlace;
  readonly clients: readonly string[];
  /** Keys of other methods, which nobody verified here: removed after the own key was found. */
  readonly alsoRemoved: { readonly params: readonly string[]; readonly cookies: readonly string[] };
}

interface ApiKeyOfTeams extends TeamMethodIntent {
  readonly secret: string;
  readonly clients: readonly string[];
  readonly place: CredentialPlace;
}

/** Set by api_key_auth after a key matched; removed from every request at the edge. */
const CLIENT_HEADER = 'x-client-id';

const placeOf = (m: ApiKeyMethod): CredentialPlace =>
  m.query !== undefined
    ? { in: 'query', name: m.query }
    : m.cookie !== undefined
      ? { in: 'cookie', name: m.cookie }
      : { in: 'header', name: m.header ?? DEFAULTS.auth.apiKeyHeader.value };

const keyHeader = (m: ApiKeyMethod): string | undefined => {
  const place = placeOf(m);
  return place.in === 'header' ? place.name : undefined;
};

const extractFrom = ({ place, alsoRemoved }: ApiKeyIntent): NonNullable<PolicySpec['apiKeyAuth']>['extractFrom'] => [
  place.in === 'header'
    ? { headers: [place.name] }
    : place.in === 'query'
      ? { params: [place.name] }
      : { cookies: [place.name] },
  // Read only where the own key is missing, which the route does not take; sanitize removes them with it.
  ...(alsoRemoved.params.length > 0 ? [{ params: [...alsoRemoved.params] }] : []),
  ...(alsoRemoved.cookies.length > 0 ? [{ cookies: [...alsoRemoved.cookies] }] : []),
];

const FIELD_OF_PLACE = { header: 'headers', query: 'params', cookie: 'cookies' } as const;
const placeInCel = ({ place }: ApiKeyOfTeams): string => `{${text(FIELD_OF_PLACE[place.in])}: [${text(place.name)}]}`;

const allowed = (m: ApiKeyOfTeams): string => `${text(m.name)} in variables.methods`;

/** Keys that are read in the same place share a policy. */
const keysInCel = (methods: readonly ApiKeyOfTeams[], namespace: string): string[] =>
  [...new Set(methods.map(placeInCel))].map((place) =>
    all([
      `object.spec.apiKeyAuth.credentialRefs.all(c, ${any(
        methods
          .filter((m) => placeInCel(m) === place)
          .map((m) =>
            all([
              allowed(m),
              `c.name == ${text(m.secret)} && (!has(c.kind) || c.kind == "Secret")`,
              `has(c.namespace) && c.namespace == ${text(namespace)}`,
            ]),
          ),
      )})`,
      `object.spec.apiKeyAuth.extractFrom == [${place}]`,
    ]),
  );

const teams: AuthKind<ApiKeyMethod, ApiKeyIntent, ApiKeyOfTeams>['teams'] = {
  intent: (m) => ({
    type: 'apiKey',
    name: m.name,
    asks: ASKS_NOBODY,
    refersTo: { kind: 'Secret', name: m.secret },
    secret: m.secret,
    clients: m.clients,
    place: placeOf(m),
  }),
  called: 'API keys',
  checks: (methods, namespace) => [
    'size(object.spec.apiKeyAuth.credentialRefs) > 0',
    any(keysInCel(methods, namespace)),
    'has(object.spec.apiKeyAuth.sanitize) && object.spec.apiKeyAuth.sanitize',
    `has(object.spec.apiKeyAuth.forwardClientIDHeader) && object.spec.apiKeyAuth.forwardClientIDHeader == ${text(CLIENT_HEADER)}`,
  ],
  message: (methods, namespace) =>
    `API keys are the platform's: refer to its Secret in ${namespace}, read the key where it does (${methods.map((m) => `${m.name}: ${m.place.name}`).join(', ')}), take it away (sanitize: true), and forward the client as ${CLIENT_HEADER}`,
  rule: (methods) =>
    `has(object.spec.apiKeyAuth) && !has(r.cel) && has(r.principal) && has(r.principal.headers) && r.principal.headers.all(h, h.name == ${text(CLIENT_HEADER)} && h.values.all(v, ${any(methods.map((m) => `${allowed(m)} && v in ${list(m.clients)}`))}))`,
  rulesUseHeaders: true,
  fields: {
    allowed: [
      'apiKeyAuth.credentialRefs[].{group,kind,name,namespace}',
      'apiKeyAuth.extractFrom[].{headers,params,cookies}',
      'apiKeyAuth.{forwardClientIDHeader,sanitize}',
    ],
    refused: {},
  },
};

const keyOf = ({ place, methods }: ApiKeyIntent, client: string | undefined): Credential => ({
  as: place.in,
  name: place.name,
  variable: variableOf('KEY', methods[0]!, ...(client === undefined ? [] : [client])),
  holds: 'an API key',
});

export const apiKey: AuthKind<ApiKeyMethod, ApiKeyIntent, ApiKeyOfTeams> = {
  schema,
  choices: [
    {
      choice: 'apiKey',
      name: 'partners',
      words: 'API keys',
      hint: 'Each client has a key, kept in a Secret.',
      preset: { type: 'apiKey' },
      questions: () => [
        {
          key: 'header',
          message: 'Header that carries the key',
          whole: (header) => ({ type: 'apiKey', header, secret: 'name', clients: ['name'] }),
          suggestion: { value: DEFAULTS.auth.apiKeyHeader.value, reason: 'the usual name' },
        },
        {
          key: 'secret',
          message: 'Name of the Secret with the keys',
          suggestion: { value: 'api-keys', reason: 'you create it; keys are never in a file of ours' },
        },
        { key: 'clients', message: 'Names of the clients, with commas', read: 'list' },
      ],
    },
  ],
  since: 'v1.9.0',
  reads: (m) => {
    const { in: place, name } = placeOf(m);
    if (place === 'header') return inHeaders([name]);
    return place === 'query' ? { ...NO_PLACES, params: [name] } : { ...NO_PLACES, cookies: [name] };
  },
  credentialHeaders: (m) => {
    const header = keyHeader(m);
    return header !== undefined ? [header.toLowerCase()] : m.cookie !== undefined ? ['cookie'] : [];
  },
  ownHeaders: [CLIENT_HEADER],
  namedHeaders: (m) => {
    const name = keyHeader(m)?.toLowerCase();
    return name === undefined ? [] : [{ name, path: m.header === undefined ? [] : ['header'], use: 'credential' }];
  },
  claims: () => ({}),
  tlsServers: () => [],
  caUnused: () => false,
  services: () => [],
  check: (m) =>
    new Set(m.clients).size < m.clients.length ? [{ path: ['clients'], refusal: refusal('DuplicateClient') }] : [],
  clients: (m) => m.clients,
  allows: 'clients',
  rank: 4,
  match: { pattern: ANY_VALUE, place: placeOf },
  several: true,
  login: false,
  scriptHeaders: [],
  challenge: undefined,
  countBy: { header: CLIENT_HEADER, says: 'the client whose key was sent', word: 'by-client' },
  field: 'apiKeyAuth',
  spec: (i, at): NonNullable<PolicySpec['apiKeyAuth']> => ({
    credentialRefs: i.secrets.map((name) => secretRef(name, at)),
    extractFrom: extractFrom(i),
    forwardClientIDHeader: CLIENT_HEADER,
    sanitize: true,
  }),
  notes: ({ alsoRemoved }) => [
    note(
      'why',
      'The key is removed before the service sees the request; limits count by the client header instead.',
      'spec',
      'apiKeyAuth',
      'sanitize',
    ),
    ...(alsoRemoved.params.length + alsoRemoved.cookies.length > 0
      ? [
          note(
            'why',
            'The first place has the key that is checked: the route takes no request without it. What stands in the others was not verified, and is removed with it.',
            'spec',
            'apiKeyAuth',
            'extractFrom',
          ),
        ]
      : []),
  ],
  guard: 'ownPolicy',
  sanitizes: true,
  authorization: (methods, allow) => {
    const known = [...new Set(methods.flatMap((m) => m.clients))];
    const values = allow.clients ? known.filter((c) => allow.clients?.includes(c)) : known;
    return [{ ...NO_CONDITION, name: 'clients', cidrs: allow.cidrs ?? [], header: { name: CLIENT_HEADER, values } }];
  },
  intent: (methods, { unverified }) => ({
    type: 'apiKey',
    methods: methods.map((m) => m.name),
    secrets: [...new Set(methods.map((m) => m.secret))],
    asks: ASKS_NOBODY,
    removes: { ...placeOf(methods[0]!), called: 'the API key' },
    place: placeOf(methods[0]!),
    clients: [...new Set(methods.flatMap((m) => m.clients))],
    alsoRemoved: unverified,
  }),
  secret: (m) => ({
    name: m.secret,
    keys: m.clients.map((c) => [c, `the API key of ${c}`]),
    purpose: `API keys of ${m.name}`,
    file: (client) => `${m.secret}/${client}`,
    generated: true,
  }),
  logFields: (names) => (names.length > 0 ? [['client_id', `%REQ(${CLIENT_HEADER.toUpperCase()})%`]] : []),
  teams,
  credential: (i, rules, client) => keyOf(i, client ?? rules[0]?.header?.values[0]),
  forbidden: (i, rules) => {
    const permitted = new Set(rules.flatMap((r) => r.header?.values ?? []));
    const other = i.clients.find((c) => !permitted.has(c));
    return other === undefined ? undefined : keyOf(i, other);
  },
  refused: () => ({ status: '401' }),
  worthless: ({ place }) =>
    place.in === 'header'
      ? [
          {
            id: 'auth.unknown-key',
            title: 'a key that nobody has',
            headers: [`${place.name}: nobody-has-this-key`],
            fallbackOnly: false,
          },
        ]
      : [],
  configured: () => [
    {
      what: 'auth.key-removed',
      title: 'the key does not reach the service',
      jsonpath: '{.spec.apiKeyAuth.sanitize}',
      want: 'true',
    },
  ],
  tokens: () => [],
  forwards: (i) => `the client's name in ${CLIENT_HEADER} (${i.methods.join(' or ')}; the key stops here)`,
  registered: () => undefined,
};
