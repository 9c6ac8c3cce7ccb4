// Slow: writes the folders of several teams.
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import type { KubernetesObject } from '../../src/objects/resource.ts';
import { runCli } from '../cli/run-cli.ts';

const EXAMPLES = fileURLToPath(new URL('../../examples', import.meta.url));
/** A copy of an example that may be changed. */
const copyOf = (name: string, from = EXAMPLES): string => {
  const dir = mkdtempSync(join(tmpdir(), 'teams-'));
  cpSync(join(from, name), dir, { recursive: true });
  return dir;
};
const CASES = join(EXAMPLES, '../test/golden/cases');
const edit = (dir: string, file: string, from: string, to: string): void => {
  const text = readFileSync(join(dir, file), 'utf8');
  expect(text).toContain(from);
  writeFileSync(join(dir, file), text.replace(from, to));
};
const below = (dir: string): string[] =>
  (readdirSync(dir, { recursive: true }) as string[]).filter((f) => statSync(join(dir, f)).isFile()).sort();
const objectsIn = (dir: string, file: string): KubernetesObject[] =>
  parseAllDocuments(readFileSync(join(dir, file), 'utf8')).map((d) => d.toJS() as KubernetesObject);
/** Files that `generate --check` finds different from those that are there. */
const differing = async (cwd: string, ...more: string[]): Promise<string[]> => {
  const { code, stdout, stderr } = await runCli(['generate', '--check', ...more], { cwd });
  const files = [...new Set([...stdout.matchAll(/^(?:---|\+\+\+) [ab]\/manifests\/(\S+)/gm)].map((m) => m[1]!))].sort();
  expect(code, stderr).toBe(files.length > 0 ? 1 : 0);
  return files;
};

test('one team alone gives the same bytes as the whole, and no other file of answers is read', async () => {
  const cwd = copyOf('teams');
  rmSync(join(cwd, 'manifests'), { recursive: true });
  rmSync(join(cwd, 'teams/catalog.yaml'));
  expect((await runCli(['generate', '--team', 'payments'], { cwd })).code).toBe(0);
  const [made, whole] = [join(cwd, 'manifests'), join(EXAMPLES, 'teams/manifests')];
  expect(below(made).every((f) => f.startsWith('teams/payments/'))).toBe(true);
  expect(below(join(made, 'teams/payments'))).toEqual(below(join(whole, 'teams/payments')));
  for (const f of below(made))
    expect(readFileSync(join(made, f), 'utf8'), f).toBe(readFileSync(join(whole, f), 'utf8'));
});

test.each([
  ['rateLimit: 20/minute', 'rateLimit: 10/minute'],
  ['backend: { service: payments,', 'backend: { service: payments-two,'],
  ['auth: partners\n    allow: { clients: [acme] }', 'auth: [customers, partners]'],
  ['    public: [/v1/payments/status]\n', ''],
  [
    'team: payments',
    'team: payments\nsuppress:\n  - { code: PublicRoute, object: HTTPRoute/payments-public, until: 2027-01-01, reason: known }',
  ],
])('a change of one team (%j) touches its own folder and nothing else', async (from, to) => {
  const cwd = copyOf('teams');
  edit(cwd, 'teams/payments.yaml', from, to);
  const files = await differing(cwd);
  expect(files.length).toBeGreaterThan(0);
  expect(files.filter((f) => !f.startsWith('teams/payments/'))).toEqual([]);
});

test('what the root file gives one team touches the platform and that team only', async () => {
  const cwd = copyOf('teams');
  edit(cwd, 'api-gateway.yaml', 'public: [/v1/payments/status]', 'public: [/v1/payments/status, /v1/payments/terms]');
  const files = await differing(cwd);
  expect(files).toContain('platform/15-teams.yaml');
  expect(files.filter((f) => !f.startsWith('teams/payments/') && !f.startsWith('platform/'))).toEqual([]);
});

test('a new team adds a folder and is told to the platform; units of the others stay as they are', async () => {
  const cwd = copyOf('teams');
  edit(
    cwd,
    'api-gateway.yaml',
    'teams:\n',
    'teams:\n  users: { paths: [/v1/users], services: [{ name: users, path: /v1/users, backend: "users:8080" }] }\n',
  );
  const files = await differing(cwd);
  expect(files).toContain('teams/users/40-httproutes.yaml');
  expect(files.filter((f) => /^teams\/(payments|catalog)\//.test(f))).toEqual([]);
});

test("of one team alone check says what is wrong with it, and nothing of a Gateway that is the platform's", async () => {
  const cwd = copyOf('teams');
  rmSync(join(cwd, 'teams/catalog.yaml'));
  expect(await runCli(['check', '--team', 'payments'], { cwd })).toMatchObject({ code: 0, stdout: '' });
  edit(
    cwd,
    'teams/payments.yaml',
    'team: payments',
    'team: payments\nsuppress:\n  - { code: PublicRoute, object: HTTPRoute/nobody, until: 2027-01-01, reason: known }',
  );
  expect((await runCli(['check', '--team', 'payments'], { cwd })).stdout).toContain('SuppressionUnused');
});

test('a team that is not there is a user error, with a name that is near', async () => {
  const cwd = copyOf('teams');
  const { code, stderr } = await runCli(['generate', '--team', 'payment'], { cwd });
  expect(code).toBe(2);
  expect(stderr).toContain('payments');
});

test('nothing of a team is in the platform, and nothing of the platform in a team', () => {
  const dir = join(EXAMPLES, 'teams/manifests');
  const inFolder = (folder: string): KubernetesObject[] =>
    (parse(readFileSync(join(dir, folder, 'kustomization.yaml'), 'utf8')) as { resources: string[] }).resources.flatMap(
      (f) => objectsIn(dir, `${folder}/${f}`),
    );
  for (const [folder, namespace] of [
    ['teams/payments', 'payments'],
    ['teams/catalog', 'shop'],
  ] as const) {
    const objects = inFolder(folder);
    expect(new Set(objects.map((o) => o.metadata.namespace))).toEqual(new Set([namespace]));
    expect(objects.map((o) => o.kind)).not.toContain('Gateway');
    expect(objects.every((o) => o.metadata.labels?.['eg-api-gateway/team'] === folder.split('/')[1])).toBe(true);
  }
  const platform = inFolder('platform').filter((o) => !['Namespace', 'Role', 'RoleBinding'].includes(o.kind));
  expect(platform.filter((o) => ['payments', 'shop'].includes(o.metadata.namespace ?? ''))).toEqual([]);
});

test('what a runbook takes away is of its own unit', () => {
  const selectorIn = (unit: string): string | undefined =>
    /--prune[\s\S]*?-l '([^']+)'/.exec(readFileSync(join(EXAMPLES, 'teams/manifests', unit, 'README.md'), 'utf8'))?.[1];
  const ours = 'app.kubernetes.io/managed-by=eg-api-gateway,app.kubernetes.io/part-of=edge';
  expect(selectorIn('platform')).toBe(`${ours},!eg-api-gateway/team`);
  expect(selectorIn('teams/payments')).toBe(`${ours},eg-api-gateway/team=payments`);
});

/** Whom CODEOWNERS asks about a file: the last line that matches, as GitHub and GitLab read it. */
const reviewersOf = (codeowners: string, file: string): string | undefined => {
  const matches = (pattern: string): boolean => {
    if (pattern === '*') return true;
    const anywhere = pattern.startsWith('**/');
    const words = pattern.replace(/^\*\*\//, '').replace(/^\//, '');
    const escaped = words.replace(/[.+]/g, '\\$&').replace(/\*$/, '[^/]*');
    return new RegExp(`${anywhere ? '(^|/)' : '^'}${escaped}${words.endsWith('/') ? '' : '$'}`).test(file);
  };
  const lines = codeowners.split('\n').filter((l) => l !== '' && !l.startsWith('#'));
  const last = lines.map((l) => l.split(' ')).findLast(([pattern]) => matches(pattern!));
  return last?.slice(1).join(' ');
};

test('CODEOWNERS: the root file, the platform and whatever nobody else has are for the owners of the platform', async () => {
  const cwd = copyOf('teams');
  expect((await runCli(['generate', '-q'], { cwd })).code).toBe(0);
  const codeowners = readFileSync(join(cwd, 'manifests/CODEOWNERS'), 'utf8');
  const gateway = 'clusters/prod/gateway';
  for (const [file, who] of [
    ['api-gateway.yaml', '@acme/platform'],
    ['answers/api-gateway.yaml', '@acme/platform'],
    ['CODEOWNERS', '@acme/platform'],
    ['.github/CODEOWNERS', '@acme/platform'],
    [`${gateway}/kustomization.yaml`, '@acme/platform'],
    [`${gateway}/platform/15-teams.yaml`, '@acme/platform'],
    [`${gateway}/flux/team-payments.yaml`, '@acme/platform'],
    [`${gateway}/teams/payments/40-httproutes.yaml`, '@acme/payments'],
    [`${gateway}/teams/catalog/README.md`, '@acme/shop @acme/search'],
    ['answers/teams/payments.yaml', '@acme/payments'],
    ['something/else.txt', '@acme/platform'],
  ] as const)
    expect([file, reviewersOf(codeowners, file)]).toEqual([file, who]);
});

test('CODEOWNERS: what the platform keeps stays its own whatever a team calls its file', async () => {
  const cwd = copyOf('teams');
  cpSync(join(cwd, 'teams/payments.yaml'), join(cwd, 'kustomization.yaml'));
  edit(cwd, 'api-gateway.yaml', 'answers: teams/payments.yaml', 'answers: kustomization.yaml');
  const { code, stderr } = await runCli(['generate', '-q'], { cwd });
  expect(code, stderr).toBe(0);
  const codeowners = readFileSync(join(cwd, 'manifests/CODEOWNERS'), 'utf8');
  expect(reviewersOf(codeowners, 'clusters/prod/gateway/kustomization.yaml')).toBe('@acme/platform');
  expect(reviewersOf(codeowners, 'clusters/prod/gateway/platform/kustomization.yaml')).toBe('@acme/platform');
  expect(reviewersOf(codeowners, 'kustomization.yaml')).toBe('@acme/payments');
});

test('without owners nothing is invented: the file and a notice say that nobody is asked', async () => {
  const cwd = copyOf('teams');
  edit(cwd, 'api-gateway.yaml', 'owners: ["@acme/platform"]', '#');
  const { code, stderr } = await runCli(['generate'], { cwd });
  expect(code).toBe(0);
  expect(stderr).toContain('PlatformWithoutOwners');
  const codeowners = readFileSync(join(cwd, 'manifests/CODEOWNERS'), 'utf8');
  expect(codeowners).not.toContain('@acme/platform');
  expect(codeowners).toContain('The platform and its answers have no owners');
  const named = await runCli(['generate'], { cwd: copyOf('teams') });
  expect(named.stderr).not.toContain('PlatformWithoutOwners');
});

test("keys in the manager carry the team's name, the platform's do not, and no key of one begins as one of another", async () => {
  const cwd = copyOf('teams-argocd', CASES);
  const fetched = async (): Promise<[namespace: string, key: string][]> => {
    const { stdout } = await runCli(['generate', '--stdout'], { cwd });
    return parseAllDocuments(stdout)
      .map((d) => d.toJS() as KubernetesObject & { spec: { data: { remoteRef: { key: string } }[] } })
      .filter((o) => o?.kind === 'ExternalSecret')
      .map((o) => [o.metadata.namespace!, o.spec.data[0]!.remoteRef.key]);
  };
  edit(cwd, 'api-gateway.yaml', 'tls: { issuer: letsencrypt-prod }', 'tls: { secret: edge-tls }');
  edit(cwd, 'teams/reports.yaml', '{ serviceToken: { secret: reports-token } }', '{ mtls: { secret: edge-tls } }');
  expect(await fetched()).toEqual([
    ['edge', 'gateway/edge-tls'],
    ['reports', 'gateway/reports/edge-tls'],
  ]);
  // Managers that know no folders.
  edit(cwd, 'api-gateway.yaml', 'prefix: gateway/', 'prefix: gateway-');
  expect(await fetched()).toEqual([
    ['edge', 'gateway-edge-tls'],
    ['reports', 'gateway-reports_edge-tls'],
  ]);
});

test('keys stay with the platform: policies of teams refer to them, by a grant that names who may', () => {
  const dir = join(EXAMPLES, 'teams/manifests');
  const [policy] = objectsIn(dir, 'teams/payments/50-securitypolicies.yaml').filter((o) =>
    o.metadata.name.startsWith('partners'),
  );
  expect(policy).toMatchObject({
    spec: { apiKeyAuth: { credentialRefs: [{ name: 'partner-keys', namespace: 'edge' }] } },
  });
  const [grant] = objectsIn(dir, 'platform/40-httproutes.yaml').filter((o) => o.kind === 'ReferenceGrant');
  // catalog may use tokens only.
  expect(grant).toMatchObject({
    metadata: { namespace: 'edge' },
    spec: { from: [{ kind: 'SecurityPolicy', namespace: 'payments' }], to: [{ kind: 'Secret', name: 'partner-keys' }] },
  });
});

test('Argo CD: waves follow the order of the files, and each project holds what a team may have', async () => {
  const cwd = copyOf('teams-argocd', CASES);
  expect((await runCli(['generate', '-q'], { cwd })).code).toBe(0);
  const dir = join(cwd, 'manifests');
  for (const unit of ['platform', 'teams/orders', 'teams/reports']) {
    const { resources } = parse(readFileSync(join(dir, unit, 'kustomization.yaml'), 'utf8')) as { resources: string[] };
    const waves = resources
      // Headers that only the gateway may set are removed before a route serves; files alone come in another order.
      .filter((f) => !f.startsWith('70-'))
      .flatMap((f) => objectsIn(dir, `${unit}/${f}`))
      .map((o) => Number(o.metadata.annotations?.['argocd.argoproj.io/sync-wave']));
    expect(waves).toEqual([...waves].sort((a, b) => a - b));
    expect(waves.length).toBeGreaterThan(3);
  }
  const kinds = (team: string) =>
    new Set(
      (
        objectsIn(dir, `argocd/apps/team-${team}.yaml`)[0] as {
          spec: { namespaceResourceWhitelist: { kind: string }[] };
        } & KubernetesObject
      ).spec.namespaceResourceWhitelist.map((k) => k.kind),
    );
  for (const team of ['orders', 'reports']) {
    const { resources } = parse(readFileSync(join(dir, 'teams', team, 'kustomization.yaml'), 'utf8')) as {
      resources: string[];
    };
    const held = new Set(resources.flatMap((f) => objectsIn(dir, `teams/${team}/${f}`)).map((o) => o.kind));
    expect([...held].filter((k) => !kinds(team).has(k))).toEqual([]);
  }
  expect(kinds('orders')).not.toContain('Backend');
  expect(kinds('reports')).toContain('Backend');
});

test('Flux: a unit of a team is applied with the rights of the team, after the platform', () => {
  const dir = join(EXAMPLES, 'teams/manifests');
  const [account, unit] = objectsIn(dir, 'flux/team-payments.yaml');
  const binding = objectsIn(dir, 'platform/15-teams.yaml').find(
    (o) => o.kind === 'RoleBinding' && o.metadata.namespace === 'payments',
  );
  expect(unit).toMatchObject({
    kind: 'Kustomization',
    spec: {
      path: './clusters/prod/gateway/teams/payments',
      serviceAccountName: account!.metadata.name,
      dependsOn: [{ name: 'edge-platform' }],
    },
  });
  expect(binding).toMatchObject({
    subjects: [{ kind: 'Group' }, { kind: 'ServiceAccount', name: account!.metadata.name, namespace: 'flux-system' }],
  });
});

test('hostile words of the root stay data in expressions, YAML and Markdown', async () => {
  const cwd = copyOf('teams');
  const hostile = `a"] || true || "" in ["$(id)`;
  edit(cwd, 'api-gateway.yaml', 'audiences: [api]', `audiences: [${JSON.stringify(hostile)}]`);
  edit(cwd, 'api-gateway.yaml', 'group: payments-developers', `group: ${JSON.stringify('x: "y" # | `z` $(id)')}`);
  const { code, stderr } = await runCli(['generate', '-q'], { cwd });
  expect(code, stderr).toBe(0);
  const objects = objectsIn(cwd, 'manifests/platform/15-teams.yaml');
  const rail = objects.find(
    (o) => o.metadata.name === 'edge-edge-authentication' && o.kind === 'ValidatingAdmissionPolicy',
  );
  expect(JSON.stringify(rail)).toContain(JSON.stringify(JSON.stringify(hostile)).slice(1, -1));
  const binding = objects.find((o) => o.kind === 'RoleBinding' && o.metadata.namespace === 'payments');
  expect(binding).toMatchObject({ subjects: [{ name: 'x: "y" # | `z` $(id)' }, { kind: 'ServiceAccount' }] });
});
