// Manifests that generate wrote, imported: the answers mean the same, because generate makes the same objects of them. What differs
// is in the lists below, with the reason.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readAnswers, validateAnswers } from '../../src/answers/read.ts';
import { rounds } from '../deep.ts';
import { answersOf, service } from '../resources/answers-at-random.ts';
import { gateway } from '../truth/gateways.ts';
import { backAndForth, documentsIn, documentsOf, objectsOf, onlyUsed, type Trip } from './back-and-forth.ts';

type Tree = Record<string, unknown>;

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Answers that no manifest contains, so that the importer asks for them. */
const ASKED: Readonly<Record<string, string>> = {
  'rateLimit.redis': 'the address is in the Helm values of Envoy Gateway, which are not in the cluster',
  'rateLimit.onFailure': 'it is in the Helm values of Envoy Gateway',
  tls: 'the issuer or Secret is the name of a target',
  'streams.0.publicReason': 'a reason is a comment',
  'streams.1.publicReason': 'a reason is a comment',
  'streams.2.publicReason': 'a reason is a comment',
  'services.orders.auth': 'a service with an extension that answers cannot contain is undecided',
};

/** What the importer does not read back: how many differences there are at most, and why. */
const DIFFERS: Readonly<Record<string, readonly [most: number, why: string]>> = {
  'examples/isolated-mesh': [30, 'mesh, network policies and the credential for an external server are no answers'],
  'any-host': [20, 'several listeners for the hosts of one certificate'],
  'cilium-requests': [15, 'network policies and the credential for an external server'],
  'external-secrets': [3, 'ExternalSecrets'],
  'external-servers': [12, 'plain HTTP to external servers, network policies'],
  hosts: [40, 'several certificates'],
  'limit-tiers': [70, 'tiers and exemptions of limits'],
  'merged-gateways': [12, 'gateway.merged'],
  'mesh-sds': [40, 'mesh'],
  'node-ports': [8, 'a DaemonSet and node ports'],
  'oidc-login': [12, 'the credential for an external server'],
  openshift: [4, 'platform'],
  'own-answers': [20, 'error pages, maintenance'],
  patches: [5, 'patches'],
  paths: [15, 'templates that are public, patterns of external servers'],
  'plain-http': [5, 'plainHttp'],
  'problem-json': [5, 'errors'],
  protocols: [12, 'network policies'],
  streams: [12, 'network policies'],
  'teams-argocd': [100, 'teams, patches'],
  'teams-hosts': [40, 'teams'],
  'tls-at-load-balancer': [4, 'redirects of one host'],
  extensions: [20, 'Lua of a ConfigMap next to other extensions'],
};

/** Several folders of answers: the answers of teams, and layers of environments, are not in the manifests of one gateway. */
const NOT_ONE_GATEWAY = new Set(['examples/teams', 'examples/environments', 'attached-gateway']);

const folders = [
  ...readdirSync(`${ROOT}examples`).map((name) => `examples/${name}`),
  ...readdirSync(`${ROOT}test/golden/cases`),
].filter((name) => existsSync(fileOf(name)) && !NOT_ONE_GATEWAY.has(name));

function fileOf(name: string): string {
  return name.startsWith('examples/')
    ? `${ROOT}${name}/api-gateway.yaml`
    : `${ROOT}test/golden/cases/${name}/api-gateway.yaml`;
}

/** Services as a list: a file may have a map of them. */
const asList = (answers: Tree): Tree =>
  Array.isArray(answers.services)
    ? answers
    : {
        ...answers,
        services: Object.entries((answers.services ?? {}) as Tree).map(([name, s]) => ({ name, ...(s as Tree) })),
      };

const tripOf = (input: Tree, folder?: string): Promise<Trip> | undefined => {
  const read = validateAnswers(structuredClone(input), 'test');
  if ('problems' in read) return undefined;
  const objects = objectsOf(read.answers);
  return backAndForth(input, folder === undefined ? documentsOf(objects) : documentsIn(folder), objects);
};

describe.each(folders)('%s', (name) => {
  const text = readFileSync(fileOf(name), 'utf8');
  const manifests = `${ROOT}${name}/manifests`;

  test('gives the same objects, or what differs has a reason', async () => {
    const read = readAnswers(text, name);
    if ('problems' in read) throw new Error(read.problems[0]!.what);
    const input = asList(parse(text) as Tree);
    const folder = existsSync(manifests) ? manifests : undefined;
    // A method may be used elsewhere than in a service.
    const trip = (await (tripOf(onlyUsed(input), folder) ?? tripOf(input, folder)))!;
    const [most = 0] = DIFFERS[name] ?? [];
    const found = [...trip.refused, ...trip.differences];
    if (most === 0) expect(found).toEqual([]);
    else expect(found.length).toBeLessThanOrEqual(most);
    expect(trip.asked.filter((key) => !ASKED[key])).toEqual([]);
  });
});

/** A service is never less protected than before: every policy with a method is there again, or the answers are refused. */
const protects = (trip: Trip): boolean =>
  !trip.differences.some((d) =>
    /SecurityPolicy\/\S+ spec\.(jwt|apiKeyAuth|basicAuth|oidc|extAuth|authorization)/.test(d),
  );

test('random answers with authentication, canaries, rewrites and public paths come back as the same objects', async () => {
  const place = { hostname: 'api.example.com', name: 'edge', namespace: 'edge' };
  let compared = 0;
  const property = fc.asyncProperty(gateway(place), async (input) => {
    const trip = await tripOf(onlyUsed(input as Tree));
    if (!trip) return;
    compared++;
    expect([...trip.refused, ...trip.differences]).toEqual([]);
    expect(trip.asked).toEqual([]);
  });
  await fc.assert(property, { numRuns: rounds(25, 300), seed: 5 });
  expect(compared).toBeGreaterThan(20);
});

/** Why random answers with everything differ. */
const CAUSES: readonly (readonly [RegExp, string])[] = [
  [
    /BackendTrafficPolicy\/\S+ (is missing|is new)|labels\.eg-api-gateway\/traffic/,
    'names of policies that services share',
  ],
  [
    /HTTPRoute\/\S+ (is new|is missing|spec\.rules)/,
    'order of removed headers; a path of an external server without rewrite',
  ],
  [/HTTPRoute\/\S+ metadata\.labels|SecurityPolicy\/\S+ (is missing|is new)/, 'names of policies that services share'],
  [/HTTPRouteFilter\/|Backend\/|BackendTLSPolicy\//, 'a path of an external server without rewrite'],
  [/redis-system/, 'Redis that no limit uses'],
  [/accessLog/, 'order of the fields of the access log'],
  [/earlyRequestHeaders/, 'filters in the order of other names'],
  [/GRPCRoute\/\S+ metadata\.labels/, 'names of policies that services share'],
];

test('random answers with limits, retries and all protocols differ for known reasons only', async () => {
  const any = fc
    .tuple(fc.array(service, { minLength: 1, maxLength: 4 }), fc.boolean(), fc.constantFrom('service', 'api'))
    .map(([list, global, across]) => onlyUsed(answersOf(list, global, across) as Tree));
  let compared = 0;
  let equal = 0;
  const property = fc.asyncProperty(any, async (input) => {
    const trip = await tripOf(input);
    if (!trip) return;
    compared++;
    if (trip.refused.length + trip.differences.length === 0) equal++;
    expect(trip.refused).toEqual([]);
    expect(trip.asked.filter((key) => !ASKED[key])).toEqual([]);
    expect(trip.differences.filter((d) => !CAUSES.some(([pattern]) => pattern.test(d)))).toEqual([]);
    expect(protects(trip)).toBe(true);
  });
  await fc.assert(property, { numRuns: rounds(15, 200), seed: 5 });
  if (process.env.EG_COUNT) console.log(`${equal} of ${compared} random answers give the same objects`);
  expect(equal / compared).toBeGreaterThan(0.5);
});
