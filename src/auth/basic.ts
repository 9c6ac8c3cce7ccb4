// Users and passwords in a Secret of the platform.
import * as z from 'zod';
import { code } from '../diagnostics/inline-code.ts';
import type { AuthIntent, TeamMethodIntent } from '../model/intent.ts';
import { all, any, text } from '../objects/cel.ts';
import { objectName } from '../values/scalars.ts';
import { NO_CONDITION } from './allow-rule.ts';
import { ASKS_NOBODY, type AuthKind, inHeaders, type PolicySpec, secretRef } from './auth-kind.ts';
import { variableOf } from './credential.ts';

const schema = z.strictObject({
  type: z.literal('basic').describe('The kind of authentication.'),
  secret: objectName.describe('The Secret with SHA entries in its key `.htpasswd`.'),
});
export type BasicMethod = z.output<typeof schema>;

export interface BasicIntent extends AuthIntent {
  readonly method: string;
  readonly secret: string;
}

interface BasicOfTeams extends TeamMethodIntent {
  readonly secret: string;
}

/** Set by basic_auth after a password matched; removed from every request at the edge. */
const USER_HEADER = 'x-basic-user';

/** True only after basic_auth accepted a password. */
const USER_IS_KNOWN = `'${USER_HEADER}' in request.headers`;

const USERS = 'object.spec.basicAuth.users';

const teams: AuthKind<BasicMethod, BasicIntent, BasicOfTeams>['teams'] = {
  fits: () => true,
  intent: ({ name, secret }) => ({
    type: 'basic',
    name,
    asks: ASKS_NOBODY,
    refersTo: { kind: 'Secret', name: secret },
    secret,
  }),
  called: 'users and passwords',
  checks: (methods, namespace) => [
    any(
      methods.map((m) =>
        all([
          `${text(m.name)} in variables.methods`,
          `${USERS}.name == ${text(m.secret)} && (!has(${USERS}.kind) || ${USERS}.kind == "Secret")`,
          `has(${USERS}.namespace) && ${USERS}.namespace == ${text(namespace)}`,
        ]),
      ),
    ),
    `has(object.spec.basicAuth.forwardUsernameHeader) && object.spec.basicAuth.forwardUsernameHeader == ${text(USER_HEADER)}`,
  ],
  message: (_, namespace) =>
    `users belong to the platform: refer to its Secret in ${namespace}, and forward the name as ${USER_HEADER}`,
  rule: () => `has(object.spec.basicAuth) && has(r.cel) && r.cel == ${text(USER_IS_KNOWN)}`,
  rulesUseHeaders: false,
  fields: {
    allowed: ['basicAuth.users.{group,kind,name,namespace}', 'basicAuth.forwardUsernameHeader'],
    refused: {},
  },
};

/** Envoy matches the whole value; the scheme is not case-sensitive (RFC 9110, 11.1). */
const PASSWORD = '(?i)basic .+';

export const basic: AuthKind<BasicMethod, BasicIntent, BasicOfTeams> = {
  schema,
  choices: [
    {
      choice: 'basic',
      name: 'users',
      words: 'User and password (basic)',
      hint: 'Clients send the password with every request; prefer tokens.',
      preset: { type: 'basic' },
      questions: () => [
        {
          key: 'secret',
          recommended: true,
          message: 'Which Secret contains the users?',
          suggestion: { value: 'users', reason: 'its key .htpasswd contains SHA entries' },
        },
      ],
    },
  ],
  since: 'v1.9.0',
  reads: () => inHeaders(['Authorization']),
  credentialHeaders: () => ['authorization'],
  ownHeaders: [USER_HEADER],
  namedHeaders: () => [],
  claims: () => ({}),
  tlsServers: () => [],
  caUnused: () => false,
  services: () => [],
  check: () => [],
  clients: undefined,
  allows: () => undefined,
  rank: 3,
  match: { pattern: () => PASSWORD, patterns: [PASSWORD], place: () => ({ in: 'header', name: 'Authorization' }) },
  several: false,
  session: () => false,
  login: false,
  scriptHeaders: () => [],
  challenge: { scheme: 'Basic' },
  countBy: { header: USER_HEADER, label: 'user', word: `by-${USER_HEADER}` },
  field: 'basicAuth',
  filter: { name: 'envoy.filters.http.basic_auth', order: 8 },
  spec: (i, at): NonNullable<PolicySpec['basicAuth']> => ({
    users: secretRef(i.secret, at),
    forwardUsernameHeader: USER_HEADER,
  }),
  notes: () => [],
  guard: 'itself',
  sanitizes: false,
  authorization: (_, allow) => [{ ...NO_CONDITION, name: 'users', cidrs: allow.cidrs ?? [], cel: USER_IS_KNOWN }],
  intent: ([m]) => ({
    type: 'basic',
    methods: [m!.name],
    secrets: [m!.secret],
    asks: ASKS_NOBODY,
    removes: undefined,
    method: m!.name,
    secret: m!.secret,
  }),
  secret: (m) => ({
    name: m.secret,
    keys: [['.htpasswd', 'htpasswd entries with SHA hashes (htpasswd -s)']],
    purpose: `Users of ${m.name}`,
    file: () => 'users.htpasswd',
    generated: false,
  }),
  logFields: (names) => (names.length > 0 ? [['user', `%REQ(${USER_HEADER.toUpperCase()})%`]] : []),
  teams,
  credential: (i) => ({ as: 'basic', variable: variableOf('BASIC', i.method), holds: 'user:password' }),
  forbidden: () => undefined,
  refused: () => ({ status: '401' }),
  worthless: () => [],
  configured: () => [],
  tokens: () => [],
  forwards: (i) => `the client's user name and password, verified by the gateway (${i.method})`,
  registered: () => undefined,
  described: (i) => [
    {
      method: i.method,
      kind: 'user and password',
      words: `user and password of Secret ${code(i.secret)}, in ${code('Authorization: Basic')}`,
    },
  ],
  rejections: (i) => [
    {
      status: 401,
      details: 'no_credential_for_basic_auth',
      reason: `no ${code('Authorization: Basic')} header`,
      fix: 'The client must send user and password.',
    },
    {
      status: 401,
      details: 'invalid_credential_for_basic_auth',
      reason: `the user or the password is not in Secret ${code(i.secret)}`,
      fix: `Correct it, or change the entry in the Secret (${code('htpasswd -s')}).`,
    },
  ],
};
