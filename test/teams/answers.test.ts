import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { validateAnswers } from '../../src/answers/read.ts';
import { readTeams, type TeamResult } from '../../src/answers/team-files.ts';
import type { Problem } from '../../src/diagnostics/refusal.ts';

type Tree = Record<string, unknown>;

const METHODS = {
  customers: {
    type: 'jwt',
    issuer: 'https://i.example.com/',
    jwks: 'https://i.example.com/j',
    audiences: ['a'],
    claims: { sub: 'x-sub' },
  },
  partners: { type: 'apiKey', secret: 'k', clients: ['acme'] },
  portal: { type: 'oidc', issuer: 'https://i.example.com/', clientID: 'c', clientSecret: 's' },
};
const root = (teams: Tree, more: Tree = {}): Tree => ({
  version: 1,
  hostname: 'a.example.com',
  tls: { secret: 't' },
  layout: 'app-of-apps',
  auth: { default: 'customers', methods: METHODS },
  rateLimit: { limits: ['100/minute', '10/second'] },
  teams,
  ...more,
});
const PAY = { paths: ['/v1/pay'], answers: 'teams/pay.yaml' };
const SHOP = { paths: ['/v1/shop'], answers: 'teams/shop.yaml' };
const service = (more: Tree = {}): Tree => ({ name: 'pay', path: '/v1/pay', backend: 'pay:80', ...more });
const codesOfRoot = (input: Tree): string[] => {
  const r = validateAnswers(input, 'root.yaml');
  return ('problems' in r ? r.problems : r.warnings).map((p) => p.code);
};

/** Validates teams as the command does; files by their names. */
const validate = (input: Tree, files: Record<string, string>, only?: string): TeamResult[] => {
  const validated = validateAnswers(input, 'root.yaml');
  const problems = 'problems' in validated ? validated.problems : [];
  const at = { input, file: 'root.yaml', locate: () => ({ line: 1, column: 1 }), problems };
  const open = (shown: string) => ({
    shown,
    bytes: files[shown] === undefined ? undefined : Buffer.from(files[shown]),
  });
  return readTeams(at, open, only);
};
const problemsOf = (results: readonly TeamResult[]): Problem[] =>
  results.flatMap((r) => ('problems' in r ? r.problems : []));
const ofPay = (services: Tree[], team: Tree = PAY, more: Tree = {}): string[] =>
  problemsOf(
    validate(root({ pay: team }, more), { 'teams/pay.yaml': stringify({ version: 1, team: 'pay', services }) }),
  ).map((p) => p.code);

/** Fires, and does not on the near miss. */
const ROOT: [code: string, fires: Tree, nearMiss: Tree][] = [
  ['TeamsNeedLayout', root({ pay: PAY }, { layout: 'single' }), root({ pay: PAY })],
  ['TeamsMissing', root({}, { services: [service({ auth: 'customers' })] }), root({ pay: PAY })],
  ['MissingAnswer', { ...root({}), layout: 'single', teams: undefined }, root({ pay: PAY })],
  ['DeliveryNeedsLayout', { ...root({}, { delivery: { tool: 'flux' } }), layout: 'single' }, root({ pay: PAY }, { delivery: { tool: 'kustomize' } })],
  ['RepositoryMissing', root({ pay: PAY }, { delivery: { tool: 'argocd' } }), root({ pay: PAY }, { delivery: { tool: 'argocd', repository: 'https://g.example.com/a/b.git' } })],
  ['ArgoOnly', root({ pay: PAY }, { delivery: { tool: 'kustomize', teams: 'set' } }), root({ pay: PAY }, { delivery: { tool: 'argocd', teams: 'set', repository: 'https://g.example.com/a/b' } })],
  ['ArgoOnly', root({ pay: PAY }, { delivery: { tool: 'kustomize', install: false } }), root({ pay: PAY })],
  ['FluxOnly', root({ pay: PAY }, { delivery: { tool: 'argocd', secret: 'git', repository: 'https://g.example.com/a/b' } }), root({ pay: PAY }, { delivery: { tool: 'flux', secret: 'git', repository: 'https://g.example.com/a/b' } })],
  ['TeamPathsOverlap', root({ pay: PAY, shop: { ...SHOP, paths: ['/v1/pay/x'] } }), root({ pay: PAY, shop: { ...SHOP, paths: ['/v1/payx'] } })],
  ['TeamPathsOverlap', root({ pay: PAY, shop: { ...SHOP, paths: ['/v1/pay'] } }), root({ pay: { ...PAY, paths: ['/v1/pay', '/v1/pay/x'] }, shop: SHOP })],
  ['TeamPathsOverlap', root({ pay: PAY }, { services: [service({ name: 'p' })] }), root({ pay: PAY }, { services: [service({ name: 'p', path: '/' })] })],
  ['TeamPathsOverlap', root({ pay: PAY }, { services: [service({ name: 'p', path: '/v1/{any}' })] }), root({ pay: PAY }, { services: [service({ name: 'p', path: '/v2/{any}' })] })],
  ['ErrorPagesOfTeams', root({ pay: PAY }, { errors: { pages: [{ status: 404, body: 'a' }] } }), root({ pay: PAY }, { errors: 'problem+json' })],
  ['TeamPathsOverlap', root({ pay: PAY }, { redirects: [{ from: '/v1/pay/old', to: '/v1/pay' }] }), root({ pay: PAY }, { redirects: [{ from: '/v1/payments', to: '/v1/pay' }] })],
  ['MaintenanceOfTeams', root({ pay: PAY }, { maintenance: true }), root({ pay: PAY }, { maintenance: false })],
  ['ReservedName', root({ platform: PAY }), root({ pay: PAY })],
  ['BodySettingWithTeams', root({ pay: PAY }, { maxRequestBody: '1Mi' }), root({ pay: PAY }, { services: [service({ path: '/v1/own', maxRequestBody: '1Mi' })] })],
  ['BufferWithTeams', root({ pay: PAY }, { traffic: { backendBuffer: '64Ki' } }), root({ pay: PAY }, { traffic: { clientBuffer: '64Ki' } })],
  ['BodySettingWithTeams', root({ pay: PAY }, { compression: 'br' }), root({ pay: PAY })],
  ['TeamWithoutServices', root({ pay: { paths: ['/v1/pay'] } }), root({ pay: PAY })],
  ['TeamServicesTwice', root({ pay: { ...PAY, services: [service()] } }), root({ pay: { paths: ['/v1/pay'], services: [service()] } })],
  ['TeamPathReserved', root({ pay: { ...PAY, paths: ['/'] } }), root({ pay: PAY })],
  ['TeamPathReserved', root({ pay: { ...PAY, paths: ['/.eg-api-gateway/x'] } }), root({ pay: { ...PAY, paths: ['/.well-known'] } })],
  ['PublicPathNotOwned', root({ pay: { ...PAY, public: ['/v1/shop'] } }), root({ pay: { ...PAY, public: ['/v1/pay/x'] } })],
  ['UnknownMethod', root({ pay: { ...PAY, auth: ['nobody'] } }), root({ pay: { ...PAY, auth: ['partners'] } })],
  ['MethodForPlatformOnly', root({ pay: { ...PAY, auth: ['portal'] } }), root({ pay: { ...PAY, auth: ['partners'] } })],
  ['TeamNamespaceTaken', root({ pay: { ...PAY, namespace: 'default' } }), root({ pay: PAY })],
  ['TeamNamespaceTaken', root({ pay: PAY, shop: { ...SHOP, namespace: 'pay' } }), root({ pay: PAY, shop: SHOP })],
  ['TeamFileShared', root({ pay: PAY, shop: { ...SHOP, answers: 'teams/pay.yaml' } }), root({ pay: PAY, shop: SHOP })],
  ['AcrossTeams', root({ pay: PAY }, { rateLimit: { scope: 'global', limits: '1/minute', across: 'api', onFailure: 'open', redis: { deploy: true } } }), root({ pay: PAY }, { rateLimit: { scope: 'global', limits: '1/minute', onFailure: 'open', redis: { deploy: true } } })],
  ['SdsWithTeams', root({ pay: PAY }, { mesh: { type: 'istio', mode: 'sds' } }), root({ pay: PAY }, { mesh: { type: 'istio', mode: 'ambient' } })],
  ['OwnersNeedTeams', { ...root({}, { owners: ['@acme/platform'] }), layout: 'single', teams: undefined, services: [service({ auth: 'customers' })] }, root({ pay: PAY }, { owners: ['@acme/platform', 'ops@example.com'] })],
  ['InvalidOwner', root({ pay: PAY }, { owners: ['platform team'] }), root({ pay: PAY }, { owners: ['@platform-team'] })],
  ['InvalidOwner', root({ pay: { ...PAY, owners: ['# nobody'] } }), root({ pay: { ...PAY, owners: ['@acme/pay'] } })],
  ['InvalidFileName', root({ pay: { ...PAY, answers: '../pay.yaml' } }), root({ pay: PAY })],
  ['InvalidFileName', root({ pay: { ...PAY, answers: '/etc/pay.yaml' } }), root({ pay: PAY })],
  ['InvalidServer', root({ pay: { ...PAY, outside: ['https://a.example.com'] } }), root({ pay: { ...PAY, outside: ['a.example.com:8443'] } })],
  ['InvalidRepository', root({ pay: PAY }, { delivery: { tool: 'flux', repository: 'git@g.example.com:a/b.git' } }), root({ pay: PAY })],
  ['InvalidFolder', root({ pay: PAY }, { delivery: { tool: 'kustomize', path: '../x' } }), root({ pay: PAY }, { delivery: { tool: 'kustomize', path: 'x' } })],
  ['InvalidRevision', root({ pay: PAY }, { delivery: { tool: 'kustomize', revision: 'a b' } }), root({ pay: PAY }, { delivery: { tool: 'kustomize', revision: 'v1.2' } })],
]; // biome-ignore format: a table

test.each(ROOT)('the root file: %s', (code, fires, nearMiss) => {
  expect(codesOfRoot(fires)).toContain(code);
  expect(codesOfRoot(nearMiss)).toEqual([]);
});

const OPEN = { ...PAY, public: ['/v1/pay/status'] };
const OUT = { ...PAY, outside: ['a.example.com'] };
const TEAM: [code: string, fires: Tree, nearMiss: Tree, team?: Tree, more?: Tree][] = [
  ['BodySettingWithTeams', service({ maxRequestBody: '1Mi' }), service()],
  ['PlainHttpRefused', service({ plainHttp: 'a' }), service()],
  ['ExtensionOfTeam', service({ extensions: { lua: 'function envoy_on_request(handle) end' } }), service()],
  ['PathNotOwned', service({ path: '/v1/shop' }), service({ path: '/v1/pay/new' })],
  ['PathNotOwned', service({ path: '/v1/payx' }), service()],
  ['PathNotOwned', service({ path: 'exact:/v1/payx' }), service({ path: 'exact:/v1/pay/x' })],
  ['KeyNotForTeams', service({ mirror: 'copies:80' }), service()],
  ['KeyNotForTeams', service({ sessionPersistence: 'cookie' }), service()],
  ['CorsOfTeams', service({ cors: { origins: ['https://a.example.com'] } }), service({ cors: 'none' })],
  ['MaintenanceOfTeams', service({ maintenance: true }), service({ maintenance: false })],
  ['PathKindForTeams', service({ path: '/v1/pay/{id}' }), service({ path: 'exact:/v1/pay/x' })],
  ['PathKindForTeams', service({ path: 'exact:/v1/pay/x', rewrite: '/x' }), service({ rewrite: '/x' })],
  ['PublicNotAllowed', service({ auth: 'none' }), service({ path: '/v1/pay/status', auth: 'none' }), OPEN],
  ['PublicNotAllowed', service({ public: ['/v1/pay/open'] }), service({ public: ['/v1/pay/status/x'] }), OPEN],
  ['MethodNotAllowed', service({ auth: 'partners' }), service(), { ...PAY, auth: ['customers'] }],
  ['MethodNotForTeams', service({ auth: 'local' }), service({ auth: 'customers' }), PAY, { auth: { default: 'customers', methods: { ...METHODS, local: { ...METHODS.customers, jwks: { configMap: 'keys' } } } } }],
  ['AllOfTeam', service({ auth: { all: ['customers', 'partners'] } }), service({ auth: ['customers', 'partners'] })],
  ['DenyOfTeam', service({ deny: { cidrs: ['10.0.0.0/8'] } }), service({ allow: { cidrs: ['10.0.0.0/8'] } })],
  ['MethodForPlatformOnly', service({ auth: 'portal' }), service({ auth: ['customers', 'partners'] })],
  ['BackendNotOwned', service({ backend: 'shop/pay:80' }), service({ backend: 'pay/pay:80' })],
  ['TeamServerForm', service({ backend: 'http://a.example.com' }), service({ backend: 'https://a.example.com' }), OUT],
  ['ServerNotAllowed', service({ backend: 'https://b.example.com' }), service({ backend: 'https://a.example.com' }), OUT],
  ['ServerNotAllowed', service({ backend: 'https://a.example.com:8443' }), service({ backend: 'https://a.example.com/v2' }), OUT],
  ['ServerNotAllowed', service({ canary: { backend: 'https://b.example.com', weight: 1 } }), service(), OUT],
  ['LimitAbovePlatform', service({ rateLimit: 'none' }), service({ rateLimit: ['10/minute', '1/second'] })],
  ['LimitAbovePlatform', service({ rateLimit: ['101/minute', '10/second'] }), service({ rateLimit: ['100/minute', '10/second'] })],
  ['LimitAbovePlatform', service({ rateLimit: '1/minute' }), service()],
  ['LimitAbovePlatform', service({ rateLimit: { limits: ['1/minute', '1/second'], key: { header: 'x-any' } } }), service({ rateLimit: { limits: ['1/minute', '1/second'] } })],
  ['HeaderNotAllowed', service({ transform: { response: { set: { 'Set-Cookie': 'a=b; Path=/' } } } }), service({ transform: { response: { set: { 'X-Kind': 'a' } } } })],
  ['HeaderNotAllowed', service({ transform: { response: { add: { 'access-control-allow-origin': '*' } } } }), service({ transform: { request: { add: { 'access-control-x': '1' } } } })],
  ['HeaderNotAllowed', service({ transform: { request: { set: { 'X-Envoy-Retry-On': '5xx' } } } }), service({ transform: { request: { set: { 'X-Envoy': '1' } } } })],
  ['HeaderNotAllowed', service({ transform: { response: { remove: ['Strict-Transport-Security'] } } }), service({ transform: { response: { remove: ['Server'] } } }), PAY, { transform: { response: { set: { 'Strict-Transport-Security': 'max-age=1' } } } }],
]; // biome-ignore format: a table

test.each(TEAM)("a team's file: %s", (code, fires, nearMiss, team = PAY, more = {}) => {
  expect(ofPay([fires], team, more)).toContain(code);
  expect(ofPay([nearMiss], team, more)).toEqual([]);
});

test('failover takes Backend objects, which the platform allows by a list, also an empty one', () => {
  const failover = service({ failover: 'next:80' });
  expect(ofPay([failover])).toContain('FailoverNotAllowed');
  expect(ofPay([failover], { ...PAY, outside: [] })).toEqual([]);
});

test('problems of several files come at once, each in its own file, and those of the root once', () => {
  const input = root({ pay: PAY, shop: SHOP }, { hostname: 'https://x' });
  const found = problemsOf(
    validate(input, {
      'teams/pay.yaml': 'version: 1\nteam: pay\nservices:\n  - { name: pay, path: /v1/pay, backend: nowhere }\n',
      'teams/shop.yaml': 'version: 2\nteam: sho\nservice: []\n',
    }),
  );
  const shown = found.map((p) => `${p.file}:${p.line} ${p.code}`);
  expect(shown).toContain('teams/pay.yaml:4 InvalidBackend');
  expect(shown).toContain('teams/shop.yaml:2 TeamNameDiffers');
  expect(shown).toContain('teams/shop.yaml:3 UnknownKey');
  expect(found.filter((p) => p.code === 'InvalidHostname')).toEqual([]);
});

test('a file that is not there is said at the place that names it; of another team it is not even opened', () => {
  const input = root({ pay: PAY, shop: SHOP });
  const files = { 'teams/pay.yaml': stringify({ version: 1, team: 'pay', services: [service()] }) };
  expect(problemsOf(validate(input, files)).map((p) => `${p.key} ${p.code}`)).toEqual([
    'teams.shop.answers TeamFileMissing',
  ]);
  expect(validate(input, files, 'pay')).toMatchObject([{ unit: { name: 'pay', source: 'teams/pay.yaml' } }]);
});

test('services may stand in the root file; what is wrong with them is said once, under their own key', () => {
  const inline = { paths: ['/v1/pay'], services: [service({ path: '/v1/shop' })] };
  expect(problemsOf(validate(root({ pay: inline }), {})).map((p) => p.key)).toEqual(['teams.pay.services[0].path']);
});

test('what is missing is called by its name, also where it has several forms', () => {
  const files = {
    'teams/pay.yaml': stringify({ version: 1, team: 'pay', services: [{ name: 'pay', path: '/v1/pay' }] }),
  };
  expect(problemsOf(validate(root({ pay: PAY }), files)).map((p) => p.what)).toEqual(['The service has no backend.']);
});

test.each(['toString', '__proto__'])('a team cannot be called %s', (name) => {
  const input = JSON.parse(
    JSON.stringify(root({})).replace('"teams":{}', `"teams":{"${name}":${JSON.stringify(PAY)}}`),
  );
  const validated = validateAnswers(input, 'root.yaml');
  expect('problems' in validated).toBe(true);
});

test('a secret in a file of a team is refused, and not repeated', () => {
  const token = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJlLXRoYXQtaXMtbG9uZw';
  const found = problemsOf(
    validate(root({ pay: PAY }), {
      'teams/pay.yaml': stringify({
        version: 1,
        team: 'pay',
        services: [service({ transform: { request: { set: { Authorization: `Bearer ${token}` } } } })],
      }),
    }),
  );
  expect(found.map((p) => p.code)).toContain('SecretInAnswers');
  expect(JSON.stringify(found)).not.toContain(token);
});
