// Manifests that generate wrote, imported: the answers mean the same, because generate makes the same objects of them. What differs
// is in the lists below, with the reason.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readDocument } from '../../src/answers/document.ts';
import { mergeLayers } from '../../src/answers/layers/merge-layers.ts';
import { validateAnswers } from '../../src/answers/read.ts';
import { LOSES } from '../../src/diagnostics/imports/import-definition.ts';
import { seeded } from '../deep.ts';
import { answersOf, service } from '../resources/answers-at-random.ts';
import { gateway } from '../truth/gateways.ts';
import { answerDifferences } from './answer-differences.ts';
import { backAndForth, documentsIn, documentsOf, objectsOf, onlyUsed, type Trip } from './back-and-forth.ts';
import { importDocuments } from './import-text.ts';

type Tree = Record<string, unknown>;

/** Not the answers of one gateway in one file: below. */
const ELSEWHERE = new Set(['examples/teams', 'examples/environments']);

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Answers that no manifest contains, so that the importer asks for them. */
const ASKED: Readonly<Record<string, string>> = {
  'rateLimit.redis': 'the address is in the Helm values of Envoy Gateway, which are not in the cluster',
  'rateLimit.onFailure': 'it is in the Helm values of Envoy Gateway',
  tls: 'with a load balancer that terminates TLS, the answer is a reason',
  'streams.0.publicReason': 'a reason is a comment',
  'streams.1.publicReason': 'a reason is a comment',
  'streams.2.publicReason': 'a reason is a comment',
};

/** What the importer does not read back: the objects that differ, and the code by which the report says so. */
interface Difference {
  readonly why: string;
  readonly code: string;
  readonly objects: readonly RegExp[];
}

const DIFFERS: Readonly<Record<string, Difference>> = {
  'mesh-sds': {
    why: 'with mode sds, mTLS to the mesh is that of external servers with a CA',
    code: 'RouteHostHeader',
    objects: [
      /^(Secret|ReferenceGrant|Backend|BackendTLSPolicy|HTTPRouteFilter)\/(edge|bank)\/\S+ is (missing|new)$/,
      /^(RequestAuthentication|AuthorizationPolicy|PeerAuthentication)\/bank\/\S+ is missing$/,
      /^HTTPRoute\/edge\/(accounts|rates) spec\.rules\.0\.(backendRefs|filters)/,
    ],
  },
  'node-ports': {
    why: 'a DaemonSet, whose number of nodes no manifest contains, and node ports',
    code: 'NotImported',
    objects: [
      /^EnvoyProxy\/shop\/shop-proxy spec\.provider\.kubernetes\.envoy(DaemonSet|Service\.patch|Deployment|Hpa|PDB)$/,
    ],
  },
  'own-answers': {
    why: 'the backend of a service in maintenance is in no manifest; tests with faults end on a day',
    code: 'FaultWithoutEnd',
    objects: [
      /^BackendTrafficPolicy\/shop\/search-by-client is missing$/,
      /^HTTPRoute\/shop\/search metadata\.labels\.eg-api-gateway\/traffic$/,
      /^HTTPRouteFilter\/shop\/(maintenance|response)-reports is (missing|new)$/,
      /^HTTPRoute\/shop\/(reports is missing|response-reports is new)$/,
    ],
  },
  patches: {
    why: 'a patched field looks like any other',
    code: 'NotImported',
    objects: [
      /^BackendTrafficPolicy\/shop\/default-by-address spec\.tcpKeepalive\./,
      /^HTTPRoute\/shop\/users metadata\.annotations$/,
    ],
  },
  'attached-gateway': {
    why: 'the Gateway of another owner is not in the manifests',
    code: 'GatewayNotInSource',
    objects: [/^tls\.attached: /],
  },
};
/** Several folders of answers: the answers of teams are not in the manifests of one gateway. */
const TEAMS: Difference = {
  why: 'teams: their units, rights and services',
  code: 'GatewayKindUnknown',
  objects: [
    /^(Namespace|ValidatingAdmissionPolicy|ValidatingAdmissionPolicyBinding)\/\/\S+ is missing$/,
    /^(Role|RoleBinding)\/\S+ is missing$/,
    /^BackendTrafficPolicy\/edge\/edge-default is missing$/,
    /^Gateway\/edge\/edge spec\.listeners\.\d\.allowedRoutes\./,
    // Headers and claims of methods that only teams use.
    /^EnvoyProxy\/edge\/edge-proxy spec\.telemetry\.accessLog\.settings\.0\.format\.json\./,
    /^ClientTrafficPolicy\/edge\/edge spec\.headers\.earlyRequestHeaders\.remove/,
    // patches
    /metadata\.annotations$/,
    // Network policies for the solvers of certificates and the secret store of teams.
    /^(CiliumNetworkPolicy|ExternalSecret)\/\S+ (is (missing|new)|spec\.)/,
  ],
};
/** With Argo CD, generate writes the defaults of the API server, which Argo CD would show as differences. */
const OF_DELIVERY = [
  /\.(logging|group|kind|weight|invert|denominator|maxParallelRetries|maxAcceptPerSocketEvent)$/,
  /passive\.(alwaysEjectOneEndpoint|consecutiveLocalOriginFailures|splitExternalLocalOriginErrors)$/,
  /metadata\.annotations\.argocd\.argoproj\.io\/sync-wave$/,
];
const ALL_DIFFERENCES: Readonly<Record<string, Difference>> = {
  ...DIFFERS,
  'teams-argocd': { ...TEAMS, objects: [...TEAMS.objects, ...OF_DELIVERY] },
  'teams-hosts': TEAMS,
};

/** Answers of which the objects contain nothing, or which several answers give the same objects for. */
const NOT_IN_OBJECTS: readonly (readonly [RegExp, string])[] = [
  [/\.(publicReason|plainHttp)$|^anyHostReason$/, 'a reason is a comment, which no cluster has'],
  [/^traffic\.(p95Latency|peakRequestsPerSecond)$|^proxy\.replicas\./, 'several answers give the same sizes'],
  [/^envoyGateway\./, 'Helm values, which are not in the manifests'],
  [/^network\.hubble$/, 'it is for validate.sh'],
  [/^gateway\.service\./, 'a preset of a cloud is the fields that it writes'],
  [/^rateLimit\.key\.|^rateLimit\.(key|across)$/, 'several keys count the same'],
  [/\.identity\.header$/, 'the default header is stated'],
  [/^services\.\w+\.(backend\.prefix|rewrite)$/, 'a prefix of the URL and a rewrite are the same'],
  [/^(services\.\w+\.)?transform\./, 'header changes of all services are those of the API'],
  [/^(hostname|hostnames|services\.\w+\.hostnames)$/, 'one host, or all of them, is the same as none'],
  [/^streams\.\w+\.tlsPassthrough\.port$/, 'port 443 is the default'],
  [/^redirects$/, 'an item for all hosts is the same as one without hosts'],
  [/^services\.\w+\.compression$/, 'WebSockets are not compressed'],
  [/cors\.headers$/, 'headers that credentials need are added'],
  [/^auth\.methods\.\w+\.(jwks|moreIssuers|header|failOpen)/, 'keys of an issuer are stated'],
  [/^rateLimit\.tiers\./, 'names of tiers are comments'],
  [/^services\.\w+\.healthCheck\.type$/, 'services with gRPC have that check'],
  [/^(services\.\w+\.allow|auth\.methods\.\w+)\.clients$/, 'clients that no service allows are in no policy'],
];

const folders = [
  ...readdirSync(`${ROOT}examples`).map((name) => `examples/${name}`),
  ...readdirSync(`${ROOT}test/golden/cases`),
].filter((name) => existsSync(fileOf(name)) && !ELSEWHERE.has(name));

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

/** The codes of what the report says is lost. */
const lostCodes = (trip: Trip): Set<string> =>
  new Set(trip.result.entries.filter((e) => LOSES.has(e.verdict)).map((e) => e.code));

describe.each(folders)('%s', (name) => {
  const text = readFileSync(fileOf(name), 'utf8');
  const manifests = `${ROOT}${name}/manifests`;
  const folder = existsSync(manifests) ? manifests : undefined;
  const input = asList(parse(text) as Tree);
  // A method may be used elsewhere than in a service.
  const trip = () => (tripOf(onlyUsed(input), folder) ?? tripOf(input, folder))!;

  test('gives the same objects, or what differs is named here and in the report', async () => {
    const back = await trip();
    const found = [...back.refused, ...back.differences];
    const named = ALL_DIFFERENCES[name];
    expect(back.asked.filter((key) => !ASKED[key] && !named)).toEqual([]);
    if (!named) expect(found).toEqual([]);
    else {
      expect(found.filter((d) => !named.objects.some((o) => o.test(d)))).toEqual([]);
      expect(found, 'all of it is equal now: remove it from the list').not.toEqual([]);
      expect([...lostCodes(back)]).toContain(named.code);
    }
  });

  // Where objects differ, the list names it, so the answers do too.
  if (ALL_DIFFERENCES[name]) return;

  test('gives the same answers, but for what no object contains', async () => {
    const back = await trip();
    const before = 'problems' in validateAnswers(onlyUsed(input), name) ? input : onlyUsed(input);
    const keys = answerDifferences(before, back.answers);
    expect(keys.filter((k) => !NOT_IN_OBJECTS.some(([pattern]) => pattern.test(k)))).toEqual([]);
  });
});

describe.each(['dev', 'prod'])('examples/environments, %s', (environment) => {
  const at = `${ROOT}examples/environments`;

  test('gives the same objects', async () => {
    const layers = ['api-gateway', environment].map((name) => {
      const read = readDocument(readFileSync(`${at}/${name}.yaml`), name);
      if ('problems' in read) throw new Error(read.problems[0]!.what);
      return { ...read.document, file: name };
    });
    const { value } = mergeLayers([layers[0]!, layers[1]!]);
    const back = (await tripOf(asList(value as Tree), `${at}/manifests/${environment}`))!;
    expect([...back.refused, ...back.differences]).toEqual([]);
  });
});

test('the manifests of teams are read as those of one gateway, and the report names what belongs to teams', async () => {
  const documents = documentsIn(`${ROOT}examples/teams/manifests`);
  const { entries, answers } = await importDocuments('gateway-api', documents);
  const lost = entries.filter((e) => LOSES.has(e.verdict));
  expect(lost.map((e) => e.code)).toContain('GatewayKindUnknown');
  const services = (answers.services as Tree[]).map((s) => s.name);
  const routes = documents.map((d) => d.value as Tree).filter((o) => o.kind === 'HTTPRoute');
  const labels = routes.map((r) => ((r.metadata as Tree).labels as Tree)['eg-api-gateway/service']);
  expect(services.sort()).toEqual([...new Set(labels.filter((l) => l !== undefined))].sort());
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
  await fc.assert(property, seeded(25, 300));
  expect(compared).toBeGreaterThan(20);
});

/** Why random answers with everything differ: nothing else may. */
const CAUSES: readonly (readonly [RegExp, string])[] = [
  [/^BackendTrafficPolicy\/default\/\S+ is (missing|new)$/, 'the limit of the API is another one of the services'],
  [/^(HTTP|GRPC)Route\/default\/\S+ metadata\.labels\.eg-api-gateway\/traffic$/, 'so that policies have other names'],
  [
    /^(Namespace|Deployment|Service|NetworkPolicy)\/(redis-system)?\/redis(-system)? is missing$/,
    'no limit uses Redis',
  ],
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
  await fc.assert(property, seeded(15, 200));
  if (process.env.EG_COUNT) console.log(`${equal} of ${compared} random answers give the same objects`);
  expect(equal / compared).toBeGreaterThan(0.8);
});
