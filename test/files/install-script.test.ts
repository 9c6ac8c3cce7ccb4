import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse, parseDocument } from 'yaml';
import { ANSWERS, filesOf, manyServices } from './fixture.ts';

const EXISTS = [
  'crd certificates.cert-manager.io',
  'crd podmonitors.monitoring.coreos.com',
  'namespace gateway',
  'namespace team',
  'secret partner-keys -n gateway',
  'secret portal-oidc -n gateway',
  'secret redis-auth -n envoy-gateway-system',
];
const CONFIG =
  '{"envoy-gateway.yaml":"extensionApis:\\n enableBackend: true\\nrateLimit:\\n  failClosed: true\\n  url: redis.redis.svc:6379\\n"}';
interface Cluster {
  readonly exists?: readonly string[];
  /** Namespace, image and release of a controller that runs. */
  readonly controller?: string;
  readonly config?: string;
  readonly certManager?: string;
  readonly crds?: string;
  /** What the chart brings. */
  readonly chartCrds?: string;
  /** Version label of the controller's Deployment. */
  readonly label?: string;
}

/** Runs install.sh with a kubectl and a helm that answer from a list and write down what they are asked to change. */
const install = (options: string[], cluster: Cluster = {}, input = '', answers = ANSWERS) => {
  const dir = mkdtempSync(join(tmpdir(), 'install-'));
  const put = (name: string, text: string): void => {
    writeFileSync(join(dir, name), text);
    chmodSync(join(dir, name), 0o755);
  };
  put('install.sh', filesOf(answers).get('install.sh')!.text);
  put('exists', `${(cluster.exists ?? EXISTS).join('\n')}\n`);
  put('controllers', cluster.controller ? `${cluster.controller}\n` : '');
  put('config', cluster.config ?? CONFIG);
  put('cert-manager', cluster.certManager ?? 'args:\n- --enable-gateway-api\n');
  put('crds', cluster.crds ?? '');
  put('label', cluster.label ?? '');
  put('chart-crds', cluster.chartCrds ?? 'crds\n');
  put('applied', '');
  put('log', '');
  put(
    'kubectl',
    `#!/bin/bash
all="$*"
case "$all" in
  'config current-context') echo test-cluster ;;
  version) ;;
  'get deployment -A -l control-plane=envoy-gateway '*) cat ${dir}/controllers ;;
  'get crd httproutes'*) cat ${dir}/crds ;;
  'get configmap envoy-gateway-config '*) cat ${dir}/config ;;
  'get deployment,configmap -A '*) cat ${dir}/cert-manager ;;
  'get deployment envoy-gateway '*) cat ${dir}/label ;;
  'get '*) grep -qxF -- "\${all#get }" ${dir}/exists ;;
  'apply '*) cat >>${dir}/applied; echo "kubectl $*" >>${dir}/log ;;
  *) echo "kubectl $*" >>${dir}/log ;;
esac
`,
  );
  put(
    'helm',
    `#!/bin/bash\ncase "$1" in status) [ "$2" = eg ] ;; show) cat ${dir}/chart-crds ;; *) echo "helm $*" >>${dir}/log ;; esac\n`,
  );
  const { status, stdout, stderr } = spawnSync('bash', [join(dir, 'install.sh'), ...options], {
    cwd: tmpdir(),
    encoding: 'utf8',
    input,
    env: { ...process.env, PATH: `${dir}:${process.env.PATH}` },
  });
  const read = (name: string): string => readFileSync(join(dir, name), 'utf8');
  return { status, out: stdout + stderr, applied: read('applied'), log: read('log').split('\n').filter(Boolean) };
};
const RUNNING = 'envoy-gateway-system docker.io/envoyproxy/gateway:v1.9.1 eg';

test('absent: installed after a yes, waited for; without a yes nothing changes', () => {
  const { status, out, log } = install([], {}, 'y\n');
  expect(out).toContain('test-cluster');
  expect(status).toBe(0);
  expect(log).toEqual([
    'helm upgrade --install eg oci://docker.io/envoyproxy/gateway-helm --version v1.9.1 --namespace envoy-gateway-system --create-namespace --values envoy-gateway-values.yaml --wait --timeout 5m',
    'kubectl wait --timeout=5m -n envoy-gateway-system deployment/envoy-gateway --for=condition=Available',
  ]);
  for (const input of ['n\n', '\n', '']) expect(install([], {}, input)).toMatchObject({ status: 1, log: [] });
  expect(install(['--yes']).log).toHaveLength(2);
});

test('CRDs that are there are brought along, since Helm leaves them as they are', () => {
  expect(install(['--yes'], { crds: 'v1.2.0' }).log[0]).toBe('kubectl apply --server-side --force-conflicts -f -');
});

test('--check only looks; it is content only when everything is there', () => {
  expect(install(['--check'])).toMatchObject({ status: 1, log: [] });
  expect(install(['--check'], { controller: RUNNING })).toMatchObject({ status: 0, log: [] });
  expect(install(['--check'], { controller: RUNNING, exists: EXISTS.slice(0, -1) }).out).toContain('redis-auth');
});

test('one that runs in the wanted version is left alone', () => {
  const { status, log } = install(['--yes'], { controller: RUNNING });
  expect(status).toBe(0);
  expect(log.filter((l) => l.startsWith('helm'))).toEqual([]);
});

test('another version: stopped, upgraded only when asked to, never made older', () => {
  const older = { controller: RUNNING.replace('v1.9.1', 'v1.9.0') };
  expect(install(['--yes'], older)).toMatchObject({ status: 1, log: [] });
  expect(install(['--yes', '--upgrade'], older).log.join('\n')).toMatch(/kubectl apply --server-side.*\nhelm upgrade/);
  const newer = { controller: RUNNING.replace('v1.9.1', 'v1.10.0') };
  expect(install(['--yes', '--upgrade'], newer)).toMatchObject({ status: 1, log: [] });
});

const ofImage = (image: string): Cluster => ({ controller: RUNNING.replace(/docker\S+/, image) });

test.each([
  ['a later patch', 'docker.io/envoyproxy/gateway:v1.9.4', 'set envoyGateway.version: v1.9.4'],
  ['a later patch of a mirror', 'mirror.example:5000/eg/gateway:1.9.4-distroless@sha256:0f', 'version: v1.9.4'],
  ['a later minor version', 'docker.io/envoyproxy/gateway:v1.10.0-rc.1', 'an eg-api-gateway that supports v1.10'],
])('%s that runs is never offered an older one', (_, image, advice) => {
  for (const options of [['--yes'], ['--yes', '--upgrade'], ['--check'], ['--check', '--upgrade']]) {
    const { status, out, log } = install(options, { ...ofImage(image), config: '' });
    expect({ status, log }, out).toEqual({ status: 1, log: [] });
    expect(out).toContain(advice);
    expect(out).not.toMatch(/--upgrade|plan: +install/);
  }
});

test('an image without a version: the label of Helm says it, and where nothing does, nothing is changed', () => {
  const digest = 'docker.io/envoyproxy/gateway@sha256:00ff';
  expect(install(['--yes'], { ...ofImage(digest), label: 'v1.9.1' })).toMatchObject({ status: 0 });
  expect(install(['--yes'], { ...ofImage(digest), label: 'v1.10.0' }).out).toContain('supports v1.10');
  for (const options of [['--yes'], ['--yes', '--upgrade']]) {
    const { status, out, log } = install(options, ofImage('docker.io/envoyproxy/gateway:latest'));
    expect({ status, log }).toEqual({ status: 1, log: [] });
    expect(out).toContain('app.kubernetes.io/version');
  }
  expect(install(['--yes'], ofImage('mirror.example:5000/gateway:v1.9.1'))).toMatchObject({ status: 0 });
});

test('CRDs of Gateway API that are newer than those of the chart stay; those of Envoy Gateway come', () => {
  const crd = (name: string, bundle?: string): string =>
    `---\nmetadata:\n  annotations:\n${bundle ? `    gateway.networking.k8s.io/bundle-version: ${bundle}\n` : '    x: y\n'}  name: ${name}\n`;
  const chartCrds = crd('httproutes', 'v1.6.1') + crd('envoyproxies') + crd('safe-upgrades', 'v1.6.1');
  const { applied, out } = install(['--yes'], { crds: 'v1.10.0', chartCrds });
  expect(applied).toBe(crd('envoyproxies'));
  expect(out).toContain('v1.10.0; those of the chart are older (v1.6.1)');
  expect(install(['--yes'], { crds: 'v1.6.1', chartCrds }).applied).toBe(chartCrds);
  expect(install(['--yes'], { crds: 'v1.2.0', chartCrds }).applied).toBe(chartCrds);
});

/** Every `set KEY: VALUE` in what is printed. */
const adviceOf = (out: string): string[] =>
  [...out.matchAll(/\bset ([A-Za-z.]+: (?:\{[^}]*\}|[^\s,;]+))/g)].map((m) => m[1]!);

/** Answers with one of them written in. */
const answering = (answers: string, advice: string): string => {
  const [, path, value] = /^([A-Za-z.]+): (.*)$/.exec(advice)!;
  const document = parseDocument(answers);
  document.setIn(path!.split('.'), document.createNode(parse(value!)));
  return document.toString();
};

const LOGIN = /, auth: portal|^ +portal: .*\n/gm;
test.each([
  [
    'another namespace',
    ANSWERS,
    { controller: 'other docker.io/envoyproxy/gateway:v1.9.1 eg' },
    ['envoyGateway.namespace: other'],
  ],
  ['a later patch', ANSWERS, ofImage('gateway:v1.9.12'), ['envoyGateway.version: v1.9.12']],
  ['an older patch', ANSWERS.replace(LOGIN, ''), ofImage('gateway:v1.9.0'), ['envoyGateway.version: v1.9.0']],
  ['an older patch, with a login', ANSWERS, ofImage('gateway:v1.9.0'), []],
  ['an older minor version', ANSWERS.replace(LOGIN, ''), ofImage('gateway:v1.8.3'), []],
  [
    'no Prometheus',
    ANSWERS,
    { exists: EXISTS.filter((e) => !/podmonitors/.test(e)) },
    ['observability.prometheus: false'],
  ],
  ['no issuer', ANSWERS.replace(/, acme: \{[^}]*\}/, ''), {}, ['tls.acme: { email: you@example.com }']],
] as const)('what it advises is an answer that generate takes: %s', (_, answers, cluster, advised) => {
  const { out } = install(['--check'], cluster, '', answers);
  const advice = adviceOf(out);
  expect(advice, out).toEqual(advised);
  for (const a of advice) expect(() => filesOf(answering(answers, a)), a).not.toThrow();
  // The same way of reading it refuses what is no answer.
  expect(() => filesOf(answering(answers, 'envoyGateway.version: v1.10.0'))).toThrow('UnsupportedVersion');
});

test('one of another kind: in another namespace, or not by Helm', () => {
  expect(install(['--yes'], { controller: 'other docker.io/envoyproxy/gateway:v1.9.1 eg' })).toMatchObject({
    status: 1,
    log: [],
  });
  expect(install(['--yes', '--upgrade'], { controller: RUNNING.replace(/ eg$/, ' argo') })).toMatchObject({
    status: 1,
    log: [],
  });
  expect(install(['--yes'], { controller: RUNNING.replace(/ eg$/, '') })).toMatchObject({ status: 0 });
});

test('what one that runs lacks of these values is named', () => {
  const { status, out } = install(['--yes'], {
    controller: RUNNING,
    config: '{"envoy-gateway.yaml":"failClosed: false\\n"}',
  });
  expect(status).toBe(1);
  for (const setting of ['enableBackend: true', 'redis.redis.svc:6379', 'failClosed: true'])
    expect(out).toContain(setting);
});

test('what has to be there first stops it; what is made later does not', () => {
  for (const gone of ['crd certificates.cert-manager.io', 'crd podmonitors.monitoring.coreos.com', 'namespace team'])
    expect(install(['--yes'], { exists: EXISTS.filter((e) => e !== gone) }), gone).toMatchObject({
      status: 1,
      log: [],
    });
  expect(install(['--yes'], { certManager: 'args:\n- --enable-gateway-api=false\n' }).out).toContain(
    'Gateway API support',
  );
  expect(install(['--yes'], { certManager: 'config.yaml: |\n  enableGatewayAPI: true\n' }).status).toBe(0);
  const late = install(['--yes'], { exists: EXISTS.filter((e) => !/gateway/.test(e)) });
  expect(late.status).toBe(0);
  expect(late.log[0]).toBe('kubectl create namespace gateway');
  expect(late.out).toContain('kubectl create secret generic redis-auth --namespace envoy-gateway-system');
});

test('without cert-manager, Redis or Backends none of them is asked for', () => {
  const exists = ['namespace default', 'secret api-tls -n default'];
  expect(install(['--yes'], { exists }, '', manyServices(1)).status).toBe(0);
  expect(install(['--check'], { exists, controller: RUNNING, config: '' }, '', manyServices(1)).status).toBe(0);
});

test('an option that is not known: usage, exit 2, nothing done', () => {
  expect(install(['--nonsense'])).toMatchObject({ status: 2, log: [] });
  expect(install(['--help']).out).toContain('--upgrade');
});

const has = (program: string): boolean => spawnSync(program, ['--version']).status === 0;
test.skipIf(!has('shellcheck'))('shellcheck finds nothing', () => {
  for (const answers of [ANSWERS, manyServices(1)]) {
    const { stdout } = spawnSync('shellcheck', ['-'], {
      input: filesOf(answers).get('install.sh')!.text,
      encoding: 'utf8',
    });
    expect(stdout).toBe('');
  }
});
