// Whatever a root file and its teams say: every object is admitted, every reference leads somewhere, what a team gets passes
// the platform's own admission policies, and nothing that checks know of is wrong with it.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { validateAnswers } from '../../src/answers/read.ts';
import { readTeams } from '../../src/answers/team-files.ts';
import { build } from '../../src/cli/output/build-output.ts';
import { checkBehaviour } from '../checks/found.ts';
import { seeded } from '../deep.ts';
import { errorsOn } from './admission-policies.ts';

const METHODS = {
  customers: {
    type: 'jwt',
    issuer: 'https://a.example.com/',
    jwks: 'https://a.example.com/j',
    audiences: ['api', 'other'],
    claims: { sub: 'x-sub' },
  },
  staff: { type: 'jwt', issuer: 'https://b.example.com/', jwks: 'https://b.example.com/j', audiences: ['api'] },
  partners: { type: 'apiKey', secret: 'partner-keys', clients: ['acme', 'globex'] },
  query: { type: 'apiKey', query: 'api_key', secret: 'query-keys', clients: ['one'] },
  cookie: { type: 'apiKey', cookie: 'key', secret: 'cookie-keys', clients: ['two', 'three'] },
  basic: { type: 'basic', secret: 'people' },
};
const lists = [
  ['customers'],
  ['customers', 'staff'],
  ['customers', 'partners'],
  ['partners'],
  ['query'],
  ['customers', 'cookie'],
  ['basic'],
  ['basic', 'partners'],
];

const service = fc.record(
  {
    grpc: fc.boolean(),
    auth: fc.constantFrom(...lists),
    open: fc.constantFrom(undefined, 'all', 'below'),
    backend: fc.constantFrom('own', 'outside'),
    canary: fc.boolean(),
    failover: fc.boolean(),
    allow: fc.constantFrom(undefined, { cidrs: ['10.0.0.0/8'] }),
    rateLimit: fc.constantFrom(undefined, '1/minute'),
    rewrite: fc.constantFrom(undefined, '/'),
    more: fc.constantFrom<Record<string, unknown>>(
      {},
      { loadBalancing: { consistentHash: { header: 'X-User' } }, retries: 'idempotent' },
      { loadBalancing: { consistentHash: { cookie: 'sid' } }, retries: 'none', healthCheck: 'tcp' },
      {
        timeout: '90s',
        healthCheck: '/healthz',
        transform: { request: { set: { 'X-Share': '100%%' }, remove: ['X-Old'] } },
      },
      { transform: { response: { add: { 'X-By': '%REQ(X-Request-ID)% %PROTOCOL%' }, remove: ['Server'] } } },
      { longRunning: true, healthCheck: { type: 'http', path: '/h', interval: '5s', expectedStatuses: [200, 204] } },
    ),
    web: fc.constantFrom<Record<string, unknown>>(
      {},
      { protocol: 'websocket' },
      { methods: ['GET', 'POST'] },
      { headers: { 'X-Version': '2 (new)' } },
    ),
  },
  { requiredKeys: ['auth', 'backend'] },
);
const answersOf = fc.record({
  teams: fc.array(fc.array(service, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 }),
  scope: fc.constantFrom('local', 'global'),
  network: fc.constantFrom('none', 'kubernetes', 'cilium'),
  mesh: fc.constantFrom(undefined, 'ambient', 'sidecar', 'permissive'),
  tool: fc.constantFrom('kustomize', 'argocd', 'flux'),
  set: fc.boolean(),
  cors: fc.boolean(),
  problem: fc.boolean(),
  key: fc.constantFrom<unknown>(undefined, { claim: 'sub' }, { header: 'X-Tenant' }, 'sourceIP', { apiKey: true }),
  limits: fc.constantFrom(['60/minute'], ['10/second', '60/minute'], undefined),
  transform: fc.boolean(),
  // Connections to a server outside are shared, so all services show it the same certificate.
  identity: fc.constantFrom('forward', 'token', 'certificate'),
  prefix: fc.constantFrom(undefined, 'gateway/', 'gateway-'),
  platform: fc.boolean(),
  store: fc.boolean(),
  tls: fc.constantFrom({ secret: 't' }, { selfSigned: true }, { issuer: 'i' }),
});
type Any = typeof answersOf extends fc.Arbitrary<infer T> ? T : never;

/** The drawn answers as files. */
const filesOf = (any: Any): { root: Record<string, unknown>; files: Record<string, string> } => {
  const files: Record<string, string> = {};
  const teams = Object.fromEntries(
    any.teams.map((services, t) => {
      const name = `team-${t}`;
      const open: string[] = [];
      const paths: string[] = [];
      const list = services.map((s, i) => {
        const path = s.grpc ? `/t${t}.S${i}` : `/v1/t${t}/s${i}`;
        paths.push(path);
        const outside = s.backend === 'outside' && any.mesh === undefined && !s.grpc;
        if (s.open === 'all') open.push(path);
        if (s.open === 'below' && !s.grpc) open.push(`${path}/open`);
        return {
          name: `s${i}`,
          path,
          backend: outside ? 'https://out.example.net' : `b${i}:8080`,
          ...(s.grpc && { protocol: 'grpc' }),
          auth:
            s.open === 'all'
              ? 'none'
              : s.grpc
                ? s.auth
                    .filter((m) => m !== 'query')
                    .slice(0, 1)
                    .concat(s.auth[0] === 'query' ? ['partners'] : [])
                : s.auth,
          ...(s.open === 'below' && !s.grpc && { public: [`${path}/open`] }),
          ...(s.canary && (!s.failover || s.grpc) && !outside && { canary: { backend: `c${i}:8080`, weight: 5 } }),
          ...(s.failover && !outside && !s.grpc && any.mesh === undefined && { failover: `f${i}:8080` }),
          ...(s.allow && { allow: s.allow }),
          ...(s.rateLimit && any.limits?.length !== 2 && { rateLimit: s.rateLimit }),
          ...(outside && any.identity === 'token' && { identity: { serviceToken: { secret: `token-${i}` } } }),
          ...(outside && any.identity === 'certificate' && { identity: { mtls: { secret: 'edge-tls' } } }),
          ...(!s.grpc && s.web),
          ...(s.failover || s.grpc || any.mesh !== undefined ? {} : s.more),
          ...(s.rewrite && !s.grpc && { rewrite: s.rewrite }),
        };
      });
      files[`teams/${name}.yaml`] = stringify(
        { version: 1, team: name, services: list },
        { aliasDuplicateObjects: false },
      );
      return [
        name,
        {
          paths,
          answers: `teams/${name}.yaml`,
          outside: ['out.example.net'],
          ...(open.length > 0 && { public: open }),
        },
      ];
    }),
  );
  const root = {
    version: 1,
    hostname: 'api.example.com',
    gateway: { name: 'edge', namespace: 'edge' },
    tls: any.tls,
    layout: 'app-of-apps',
    auth: { default: 'customers', methods: METHODS },
    rateLimit: {
      scope: any.scope,
      ...(any.limits && { limits: any.limits }),
      ...(any.key !== undefined && { key: any.key }),
      ...(any.scope === 'global' && { onFailure: 'open', redis: { deploy: true } }),
    },
    network: any.network,
    ...(any.mesh && { mesh: { type: 'istio', mode: any.mesh } }),
    ...(any.store && { secrets: { store: 'vault', ...(any.prefix && { prefix: any.prefix }) } }),
    ...(any.cors && {
      cors: {
        origins: ['https://app.example.com', 'https://b.example.net'],
        credentials: true,
        exposeHeaders: ['X-Share'],
      },
    }),
    ...(any.problem && { errors: 'problem+json' }),
    ...(any.transform && {
      transform: {
        request: { set: { 'X-Request-ID': '%REQ(X-REQUEST-ID)%' } },
        response: { set: { 'Strict-Transport-Security': 'max-age=31536000' }, remove: ['Server', 'X-Powered-By'] },
      },
    }),
    ...(any.platform && { services: [{ name: 'status', path: '/', backend: 'status:80', auth: 'none' }] }),
    teams,
    delivery: {
      tool: any.tool,
      repository: 'https://git.example.com/a/b.git',
      ...(any.tool === 'argocd' && any.set && { teams: 'set' }),
    },
  };
  return { root, files };
};

test('any teams: admitted, resolved, admitted by the policies for teams, and nothing to find', async () => {
  await fc.assert(
    fc.asyncProperty(answersOf, async (any) => {
      const { root, files } = filesOf(any);
      const validated = validateAnswers(root, 'root.yaml');
      if ('problems' in validated) throw new Error(JSON.stringify(validated.problems));
      const at = { input: root, file: 'root.yaml', locate: () => ({ line: 0, column: 0 }), problems: [] };
      const results = readTeams(at, (shown) => ({ shown, bytes: Buffer.from(files[shown]!) }));
      const units = results.map((r) => {
        if ('problems' in r) throw new Error(JSON.stringify(r.problems));
        return r.unit;
      });
      const built = await build(validated.answers, 'root.yaml', units);
      expect(built.findings).toEqual([]);
      expect(checkBehaviour(built.objects).filter((f) => f.severity === 'error')).toEqual([]);
      const ofTeams = built.objects.filter((o) => o.kind !== 'Namespace' && o.metadata.labels?.['eg-api-gateway/team']);
      expect(ofTeams.flatMap((o) => errorsOn(built.objects, o))).toEqual([]);
      for (const unit of units) {
        const alone = await build(validated.answers, 'root.yaml', [unit], unit.name);
        for (const [path, file] of alone.files) expect(built.files.get(`teams/${unit.name}/${path}`)).toEqual(file);
      }
    }),
    seeded(20, 600),
  );
});
