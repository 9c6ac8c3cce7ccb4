// Imports a random source, answers what is asked, and asks the manifests which credentials a request needs.
import { validateAnswers } from '../../../src/answers/read.ts';
import { answerTo } from '../../../src/effective/requests/answer-to.ts';
import type { EffectiveRoute } from '../../../src/effective/requests/effective-routes.ts';
import type { AuthenticationMethod } from '../../../src/effective/requests/required-authentication.ts';
import { Snapshot } from '../../../src/effective/snapshot.ts';
import { buildIntent } from '../../../src/intent/build-intent.ts';
import { buildResources } from '../../../src/resources/build-resources.ts';
import { contains } from '../../../src/values/cidr.ts';
import { importText } from '../import-text.ts';

type Tree = Record<string, unknown>;

/** A request with the credentials that it has: `basic:SECRET`, `key:HEADER`, `jwt:ISSUER`, `ext`, `oidc`. */
export interface Sent {
  readonly host: string;
  readonly path: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly address?: string;
  readonly has: readonly string[];
  /** The client of its API key; without one, every list of clients contains it. */
  readonly client?: string;
}

/** A method that nobody has a credential of. */
const PERSON = { type: 'jwt', issuer: 'https://person.example.com', jwks: 'https://person.example.com/jwks', audiences: ['nobody'] }; // biome-ignore format: one value

/** What is missing of a method. */
const completed = (name: string, method: Tree): Tree => {
  const usual: Tree =
    method.type === 'jwt'
      ? { issuer: `https://${name}.example.com`, jwks: `https://${name}.example.com/jwks`, audiences: ['api'] }
      : method.type === 'apiKey'
        ? { secret: `${name}-keys`, clients: ['client'] }
        : method.type === 'oidc'
          ? { issuer: `https://${name}.example.com`, clientID: 'app', clientSecret: 'app' }
          : method.type === 'extAuth'
            ? {}
            : { secret: name };
  const ca = typeof method.http === 'string' && method.http.startsWith('https') && { ca: 'authorizer-ca' };
  return { ...usual, ...ca, ...method };
};

/** The answers with everything that a person is asked; `person` wherever the authentication is open. */
export const answered = (given: Tree): Tree => {
  const answers = structuredClone(given) as Tree & { services?: Tree[]; responses?: Tree[]; auth?: { methods?: Tree } };
  const methods = Object.entries(answers.auth?.methods ?? {}).map(([k, m]) => [k, completed(k, m as Tree)]);
  for (const item of [...(answers.services ?? []), ...(answers.responses ?? [])])
    if (item.auth === 'undecided' || item.auth === undefined) item.auth = 'person';
  for (const s of answers.services ?? []) {
    if (s.backend === undefined && s.backends === undefined) s.backend = 'ns/asked:8080';
    if (s.cors && s.cors !== 'none' && (s.cors as Tree).origins === undefined) (s.cors as Tree).origins = ['https://app.example.com']; // biome-ignore format: a line
    if ((answers.cors as Tree | undefined)?.origins === undefined && answers.cors !== 'none') delete answers.cors;
  }
  return {
    ...answers,
    ...(answers.hostname === undefined && answers.hostnames === undefined && { hostname: 'asked.example.com' }),
    gateway: { namespace: 'edge', ...(answers.gateway as Tree) },
    tls: { ...(answers.tls as Tree), secret: 'api-tls' },
    traffic: { clientsBehind: { trustedHops: 1 }, ...(answers.traffic as Tree) },
    auth: { ...answers.auth, methods: { ...Object.fromEntries(methods), person: PERSON } },
  };
};

const idsOf = (method: AuthenticationMethod): string[] => {
  if (method.method === 'basicAuth') return [`basic:${method.users.name}`];
  if (method.method === 'jwt') return method.providers.map((p) => `jwt:${p.issuer}`);
  if (method.method === 'apiKeyAuth')
    return method.extractFrom.flatMap((f) => [f.headers, f.params].flat()).flatMap((h) => (h === undefined ? [] : [`key:${String(h).toLowerCase()}`])); // biome-ignore format: a chain
  return [method.method === 'extAuth' ? 'ext' : 'oidc'];
};

/** Whether the client of a request is in the list of a rule. */
const isClient = (headers: unknown, client: string | undefined): boolean =>
  client === undefined ||
  !Array.isArray(headers) ||
  (headers as { name: string; values?: unknown[] }[]).every(
    ({ name, values }) => !/client/i.test(name) || values === undefined || values.includes(client),
  );

/** Whether the addresses and clients of a rule let a request pass. Other evidence is in each request that has the credential. */
const isAllowed = ({ rule }: EffectiveRoute, address: string, client: string | undefined): boolean => {
  const access = rule.authorization;
  if (!access) return true;
  const first = access.rules.find(({ action, cel, principal }) => {
    const networks = principal.clientCIDRs;
    if (!isClient(principal.headers, client)) return false;
    if (Array.isArray(networks)) return networks.some((n) => contains(String(n), `${address}/32`));
    return action === 'Allow' || cel === undefined;
  });
  return (first?.action ?? access.defaultAction) === 'Allow';
};

export interface Imported {
  readonly answers: Tree;
  /** Why there are no manifests. */
  readonly refused: readonly string[];
  /** The route that forwards the request to a backend; undefined: it reaches none. */
  readonly reaches: (sent: Sent) => string | undefined;
}

/** Imports a source; what is asked is answered with a method that nobody can pass. */
export const closedImport = async (
  kind: string,
  text: string,
  group: 'fewest' | 'operation' = 'fewest',
): Promise<Imported> => {
  const { answers } = await importText(kind, text, { group });
  if (!Array.isArray(answers.services) || answers.services.length === 0)
    return { answers, refused: [], reaches: () => undefined };
  return passingOf(answers);
};

/** The requests that answers let through; what is open in them is answered with a method that nobody can pass. */
export const passingOf = (answers: Tree): Imported => {
  const read = validateAnswers(answered(answers), '');
  if (!('answers' in read))
    return { answers, refused: read.problems.map((p) => `${p.key}: ${p.code} ${p.what}`), reaches: () => undefined };
  const snapshot = new Snapshot(buildResources(buildIntent(read.answers)).map((r) => r.object));
  return {
    answers,
    refused: [],
    reaches: ({ host, path, method = 'GET', headers = {}, address = '203.0.113.20', has, client }) => {
      const found = answerTo(snapshot, { scheme: 'https', port: 443, host, method, path, headers });
      if (found?.rule.action.type !== 'forward') return undefined;
      const lacking = found.rule.authentication.find((m) => m.required && !idsOf(m).some((id) => has.includes(id)));
      return lacking || !isAllowed(found, address, client) ? undefined : found.route.metadata.name;
    },
  };
};

/** A path as Envoy compares it: a source that compares it unchanged lets other requests through than those that reach a backend. */
export const normal = (path: string): string =>
  path.replace(/%[46][0-9A-Fa-f]|%[57][0-9Aa]|%3[0-9]|%2[DdEe]/g, (c) => decodeURIComponent(c)).replace(/\/{2,}/g, '/');
