// API keys: one for each client, in a Secret of the platform.
import { refusal } from '../../diagnostics/refusal.ts';
import { note } from '../../objects/make.ts';
import { DEFAULTS } from '../../values/defaults.ts';
import { NO_CONDITION } from '../allow-rule.ts';
import {
  ANY_VALUE,
  ASKS_NOBODY,
  type AuthKind,
  inHeaders,
  NO_PLACES,
  type PolicySpec,
  secretRef,
} from '../auth-kind.ts';
import { type Credential, variableOf } from '../credential.ts';
import {
  type ApiKeyIntent,
  type ApiKeyMethod,
  type ApiKeyOfTeams,
  apiKeySchema,
  CLIENT_HEADER,
  placeOf,
} from './api-key-method.ts';
import { apiKeyTeams } from './api-key-teams.ts';
import { apiKeyDescribed, apiKeyRejections } from './api-key-words.ts';

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
  // Requests on this route have the first key, so these are never read; they are listed for sanitize to remove them.
  ...(alsoRemoved.params.length > 0 ? [{ params: [...alsoRemoved.params] }] : []),
  ...(alsoRemoved.cookies.length > 0 ? [{ cookies: [...alsoRemoved.cookies] }] : []),
];

const keyOf = ({ place, methods }: ApiKeyIntent, client: string | undefined): Credential => ({
  as: place.in,
  name: place.name,
  variable: variableOf('KEY', methods[0]!, ...(client === undefined ? [] : [client])),
  holds: 'an API key',
});

export const apiKey: AuthKind<ApiKeyMethod, ApiKeyIntent, ApiKeyOfTeams> = {
  schema: apiKeySchema,
  choices: [
    {
      choice: 'apiKey',
      name: 'partners',
      words: 'API keys',
      hint: 'Each client has a key, which is in a Secret.',
      preset: { type: 'apiKey' },
      questions: () => [
        {
          key: 'header',
          recommended: true,
          message: 'Which header contains the key?',
          whole: (header) => ({ type: 'apiKey', header, secret: 'name', clients: ['name'] }),
          suggestion: { value: DEFAULTS.auth.apiKeyHeader.value, reason: 'the usual name' },
        },
        {
          key: 'secret',
          recommended: true,
          message: 'Which Secret contains the keys?',
          suggestion: { value: 'api-keys', reason: 'you create it; generated files never contain keys' },
        },
        {
          key: 'clients',
          message: 'What are the names of the clients?',
          example: 'separated by commas, such as acme, globex',
          read: 'names',
        },
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
  allows: () => 'clients',
  rank: 4,
  match: { pattern: () => ANY_VALUE, patterns: [], place: placeOf },
  several: true,
  session: () => false,
  login: false,
  scriptHeaders: () => [],
  challenge: undefined,
  countBy: { header: CLIENT_HEADER, label: 'API client', word: 'by-client' },
  field: 'apiKeyAuth',
  filter: { name: 'envoy.filters.http.api_key_auth', order: 7 },
  spec: (i, at): NonNullable<PolicySpec['apiKeyAuth']> => ({
    credentialRefs: i.secrets.map((name) => secretRef(name, at)),
    extractFrom: extractFrom(i),
    forwardClientIDHeader: CLIENT_HEADER,
    sanitize: true,
  }),
  notes: ({ alsoRemoved }) => [
    note(
      'why',
      'The service does not receive the key. Rate limits use the client header instead.',
      'spec',
      'apiKeyAuth',
      'sanitize',
    ),
    ...(alsoRemoved.params.length + alsoRemoved.cookies.length > 0
      ? [
          note(
            'why',
            'The key is read from the first place. The others hold keys of other methods, which are not verified here; they are listed so that sanitize removes them.',
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
  teams: apiKeyTeams,
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
            title: 'an unknown API key is rejected',
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
  forwards: (i) => `the client's name in ${CLIENT_HEADER} (${i.methods.join(' or ')}; the key is removed)`,
  registered: () => undefined,
  described: apiKeyDescribed,
  rejections: apiKeyRejections,
};
