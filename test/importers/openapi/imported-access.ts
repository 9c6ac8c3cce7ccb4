// Imports a random document and compares who may send requests with what the document says.
import { validateAnswers } from '../../../src/answers/read.ts';
import { answerTo } from '../../../src/effective/requests/answer-to.ts';
import type { EffectiveRoute } from '../../../src/effective/requests/effective-routes.ts';
import { Snapshot } from '../../../src/effective/snapshot.ts';
import { buildIntent } from '../../../src/intent/build-intent.ts';
import { buildResources } from '../../../src/resources/build-resources.ts';
import { answered } from '../closed/passing.ts';
import { importText } from '../import-text.ts';
import { allows, type Credentials, documentedFor, matches } from './documented.ts';
import { pathsFor, type RandomDocument } from './random-documents.ts';

const NOTHING: Credentials = [];
const SENT: readonly Credentials[] = [NOTHING, ['token'], ['key'], ['key', 'token'], ['user'], ['login'], ['login', 'login:r'], ['login', 'login:w'], ['login', 'login:r', 'login:w']]; // biome-ignore format: a list

/** Whether a request with these credentials passes the policies of a route. */
const passes = ({ rule }: EffectiveRoute, has: Credentials): boolean => {
  const isAuthenticated = rule.authentication.every((m) => {
    if (!m.required) return true;
    if (m.method === 'basicAuth') return has.includes('user');
    if (m.method === 'apiKeyAuth') return has.includes('key');
    return m.method === 'jwt' && m.providers.some((p) => has.some((h) => p.issuer === `https://${h}.example.com`));
  });
  if (!isAuthenticated || !rule.authorization) return isAuthenticated;
  const { rules, defaultAction } = rule.authorization;
  const first = rules.find(({ principal }) => {
    const { provider, scopes = [] } = (principal.jwt ?? {}) as { provider?: string; scopes?: string[] };
    return provider === undefined || (has.includes(provider) && scopes.every((s) => has.includes(`${provider}:${s}`)));
  });
  return (first?.action ?? defaultAction) === 'Allow';
};

const isUndecided = ({ rule }: EffectiveRoute): boolean =>
  rule.authentication.some((m) => m.method === 'jwt' && m.providers.some((p) => p.name === 'person'));

const headersOf = (has: Credentials): Record<string, string> => ({
  ...(has.includes('key') && { 'x-key': 'k' }),
  ...((has.includes('token') || has.includes('login')) && { authorization: 'Bearer x' }),
  ...(has.includes('user') && { authorization: 'Basic x' }),
});

export interface Comparison {
  /** Each: what is wrong, and the request. */
  readonly wrong: readonly string[];
  readonly requests: number;
  /** Requests to services of which no person decides. */
  readonly decided: number;
  readonly services: unknown;
}

/** Compares all requests of a document. */
export const importedAccess = async (
  { text, documented, root }: RandomDocument,
  group: 'fewest' | 'operation',
): Promise<Comparison> => {
  const { answers, entries } = await importText('openapi', text, { group });
  const unusable = entries.filter((e) => e.code === 'OpenapiPathUnusable').map((e) => e.what);
  if (!Array.isArray(answers.services)) return { wrong: [], requests: 0, decided: 0, services: [] };
  const read = validateAnswers(answered(answers), '');
  // One answer of a person for all services that are left to one may be refused, and then nothing is generated.
  if (!('answers' in read)) {
    const isLeft = (answers.services as { auth?: unknown }[]).some((s) => s.auth === 'undecided');
    const wrong = isLeft ? [] : read.problems.map((p) => `refused: ${p.key} ${p.code} ${p.what}`);
    return { wrong, requests: 1, decided: 0, services: answers.services };
  }
  const snapshot = new Snapshot(buildResources(buildIntent(read.answers)).map((r) => r.object));
  const wrong: string[] = [];
  let [requests, decided] = [0, 0];
  const compare = (host: string, path: string, method: string, has: Credentials): void => {
    const found = answerTo(snapshot, { scheme: 'https', port: 443, host, method, path, headers: headersOf(has) });
    const route = found?.rule.action.type === 'forward' ? found : undefined;
    const isIn = route !== undefined && passes(route, has);
    const fault = (what: string): void => {
      wrong.push(`${what}: ${method} ${host}${path} with ${has.join(' ') || 'nothing'}`);
    };
    requests++;
    const enabled = documentedFor(
      documented.filter((d) => !d.disabled),
      host,
      method,
      path,
    );
    // The prefix of what is below a path also matches the path itself, if that opens nothing.
    const bare = documented.filter((d) =>
      matches({ ...d, method, greedy: false, slash: path.endsWith('/') }, host, method, d.greedy ? path : ''),
    );
    const isBare = bare.some((d) => !allows(d.access, NOTHING) && allows(d.access, has));
    if (enabled.length === 0) {
      if (route && group === 'operation' && bare.length === 0) fault('served and not documented');
      else if (isIn && has === NOTHING && !allows(root, NOTHING)) fault('open and not documented');
      return;
    }
    // What the report says of the paths: no answer can contain them.
    const isLeftOut = enabled.some((d) => unusable.some((what) => what.includes(` ${d.written} `)));
    if (!route) {
      if (!isLeftOut) fault('not served');
    } else if (isIn && !isBare && !enabled.some((d) => allows(d.access, has))) fault('open');
    else if (!isUndecided(route) && !isLeftOut && bare.length === 0) {
      decided++;
      // A credential that a service does not know is refused also where none is needed.
      const isKnown = has.every((h) => enabled.every((d) => d.access?.some((list) => list.includes(h))));
      if (!isIn && isKnown && enabled.every((d) => allows(d.access, has))) fault('closed');
    }
  };
  const served = [answers.hostname, answers.hostnames].flat().filter((h) => typeof h === 'string');
  const hosts = documented.flatMap((d) => (d.disabled ? [] : d.hosts)).filter((h) => served.includes(h));
  const methods = [...new Set([...documented.map((d) => d.method), 'GET', 'PUT'])];
  for (const host of hosts.length > 0 ? new Set(hosts) : ['asked.example.com'])
    for (const path of pathsFor(documented))
      for (const method of methods) for (const has of SENT) compare(host, path, method, has);
  return { wrong, requests, decided, services: answers.services };
};
