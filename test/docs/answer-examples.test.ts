// Every YAML block of docs/answers/ is accepted by the tool, alone or on top of the answers below. (README.md: made.test.ts)
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { knownKeys } from '../../src/answers/known-keys.ts';
import { runCli } from '../cli/run-cli.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FOLDER = 'docs/answers';
const PAGES = readdirSync(join(ROOT, FOLDER)).map((name) => `${FOLDER}/${name}`);
const read = (page: string): string => readFileSync(join(ROOT, page), 'utf8');

/** What an example leaves out: a host, a certificate, services and methods that it changes or names. */
const BASE = {
  version: 1,
  hostname: 'api.example.com',
  tls: { issuer: 'letsencrypt' },
  services: {
    users: { path: '/users', backend: 'users:8080', auth: 'customers' },
    orders: { path: '/orders', backend: 'orders:8080', auth: 'acme-keys' },
  },
  auth: {
    default: 'customers',
    methods: {
      customers: {
        type: 'jwt',
        issuer: 'https://auth.example.com/',
        jwks: 'https://auth.example.com/jwks.json',
        audiences: ['api'],
        claims: { plan: 'x-plan' },
      },
      'acme-keys': { type: 'apiKey', secret: 'acme-keys', clients: ['acme', 'probe'] },
    },
  },
};
type Tree = Record<string, unknown>;

/** Answers without a page in docs/answers: docs/README.md and docs/integrations.md describe them. */
const ELSEWHERE = [
  ...['version', 'services', 'transform', 'cors', 'observability', 'network', 'mesh', 'secrets', 'suppress', 'output'],
  ...['layout', 'owners', 'teams', 'delivery'],
];

/** Files that examples name. */
const FILES: Readonly<Record<string, string>> = {
  'extra/tracing.yaml': `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: tracing, namespace: default }
spec:
  parentRefs: [{ name: eg, sectionName: https }]
  rules: [{ matches: [{ path: { value: /tracing } }], backendRefs: [{ name: tracing, port: 80 }] }]
`,
  'extra/status.yaml': `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: status, namespace: default }
spec:
  parentRefs: [{ name: eg, sectionName: https }]
  rules: [{ matches: [{ path: { value: /own-status } }], backendRefs: [{ name: status, port: 80 }] }]
---
apiVersion: gateway.envoyproxy.io/v1alpha1
kind: SecurityPolicy
metadata: { name: status, namespace: default }
spec:
  targetRefs: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, name: status }]
  authorization: { defaultAction: Allow }
`,
};

const examplesOf = (page: string): [where: string, text: string][] =>
  [...read(page).matchAll(/^```yaml\n([\s\S]*?)^```/gm)].map(({ 1: text, index }) => [
    `${page}:${read(page).slice(0, index).split('\n').length}`,
    text!,
  ]);

/** The answers that the example does not contain: its own host or certificate is there in place of that of the base. */
const baseOf = (example: Tree): Tree =>
  Object.fromEntries(
    Object.entries(BASE).filter(
      ([key]) =>
        !(key === 'hostname' && 'hostnames' in example) &&
        !(
          key === 'tls' &&
          ['issuer', 'secret', 'acme', 'attached', 'terminatedByLoadBalancer'].some(
            (k) => k in ((example.tls ?? {}) as Tree),
          )
        ),
    ),
  );

const accepted = async (text: string): Promise<string> => {
  const cwd = mkdtempSync(join(tmpdir(), 'answer-examples-'));
  for (const [name, content] of Object.entries({
    ...FILES,
    'base.yaml': stringify(baseOf(parse(text) as Tree)),
    'example.yaml': text,
  })) {
    mkdirSync(dirname(join(cwd, name)), { recursive: true });
    writeFileSync(join(cwd, name), content);
  }
  const alone = 'version' in (parse(text) as Tree);
  const { code, stderr } = await runCli(
    ['generate', ...(alone ? [] : ['-f', 'base.yaml']), '-f', 'example.yaml', '--stdout', '--quiet'],
    { cwd },
  );
  return code === 0 ? '' : stderr;
};

test.each(PAGES.flatMap(examplesOf))('%s', async (_, text) => {
  expect(await accepted(text)).toBe('');
});

test('an example with a fault is found', async () => {
  expect(await accepted('rateLimit: { limits: 100/fortnight }\n')).toContain('fortnight');
});

test.each(PAGES)('%s: YAML is in a block that is read', (page) => {
  const prose = read(page).replaceAll(/^```[\s\S]*?^```/gm, '');
  expect([...prose.matchAll(/^ {4}(?:- )?[\w-]+:(?: .*)?$/gm)].map(([line]) => line)).toEqual([]);
});

test('the index links every page, and each of its keys is known', async () => {
  const index = read(`${FOLDER}/README.md`);
  const linked = [...index.matchAll(/\]\(([\w-]+\.md)/g)].map(([, page]) => `${FOLDER}/${page}`);
  expect([...new Set(linked)].sort()).toEqual(PAGES.filter((page) => page !== `${FOLDER}/README.md`).sort());
  const keys = [...index.split('## ')[0]!.matchAll(/^\| \[.*\| (.*) \|$/gm)].flatMap(([, cell]) =>
    [...cell!.matchAll(/`([a-z]\w*(?:\.\w+)*)`/gi)].map(([, key]) => key!),
  );
  const known = (key: string): boolean => {
    const steps = key.split('.');
    return [[], ['services', 0]].some((from) => knownKeys([...from, ...steps.slice(0, -1)]).includes(steps.at(-1)!));
  };
  expect(keys.filter((key) => !known(key))).toEqual([]);
  const missing = knownKeys([]).filter((key) => !ELSEWHERE.includes(key) && !keys.some((k) => k.split('.')[0] === key));
  expect(missing).toEqual([]);
});
