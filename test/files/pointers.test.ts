// Slow: generates for 60 services, several times.
// Whatever a generated text or a message names as a file is a file: from 50 services on numbered files are folders.
import { existsSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { runCli } from '../cli/run-cli.ts';

const JWT = { type: 'jwt', issuer: 'https://i.example.com/', jwks: 'https://i.example.com/j', audiences: ['a'] };
const METHODS = {
  jwt: JWT,
  key: { type: 'apiKey', secret: 'keys', clients: ['one'] },
  door: { type: 'extAuth', grpc: 'authz:9001' },
};
const service = (i: number, path: string, namespace?: string): object => ({
  name: `s${i}`,
  path: `${path}/s${i}`,
  backend:
    i % 5 === 4
      ? 'https://out.example.com'
      : { service: `s${i}`, namespace, port: 80, pods: { labels: { app: `s${i}` } } },
  auth: i % 3 === 0 ? ['jwt', 'key'] : 'jwt',
  ...(i % 4 === 0 ? { allow: { cidrs: ['10.0.0.0/8'] } } : {}),
  ...(i % 7 === 0 && i % 5 !== 4 ? { canary: { backend: `s${i}-next:80`, weight: 10 } } : {}),
});
const services = (n: number, path = '', namespace?: string): object[] =>
  Array.from({ length: n }, (_, i) => service(i, path, namespace));
const EDGE = {
  version: 1,
  hostname: 'api.example.com',
  tls: { issuer: 'letsencrypt', acme: { email: 'ops@example.com' }, clientAuth: { ca: 'clients' } },
  auth: { methods: METHODS },
  rateLimit: { scope: 'global', redis: { deploy: true }, onFailure: 'open', limits: '9/minute' },
  cors: { origins: ['https://app.example.com'] },
  observability: { prometheus: true },
};
const NETWORK = { network: { policy: 'kubernetes' } };
const MESH = { mesh: { type: 'istio', mode: 'ambient' } };
const STORE = { secrets: { store: { kind: 'ClusterSecretStore', name: 'vault' } } };

/** Words that look like files of ours; a name with capitals stands for something of the reader's. */
const FILE = /(?<![\w./$@<-])(?:\.{1,2}\/)*(?:[a-z0-9][\w.-]*\/)*[a-z0-9][\w.-]*\.(?:yaml|sh|md)(?![\w/-])/g;

const filesBelow = (dir: string): string[] =>
  readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((f) => statSync(join(dir, f)).isFile());

/** `file: pointer` for each that leads nowhere, from the file's own folder, its unit or the top of the output. */
const dangling = (out: string, answers: readonly string[], messages: string): string[] => {
  // What stands in the overview is said of each unit.
  const known = new Set([...answers, 'validate.sh']);
  const bad: string[] = [];
  const look = (file: string, text: string): void => {
    for (const [pointer] of text.matchAll(FILE)) {
      if (known.has(pointer) || known.has(pointer.replace(/^.*\//, ''))) continue;
      const folders = [dirname(file), dirname(dirname(file)), '.'];
      if (folders.some((d) => existsSync(join(out, d, pointer)))) continue;
      // Of the platform, where the words around it say so.
      if (existsSync(join(out, 'platform', pointer)) && new RegExp(`${pointer}.{0,3} of the platform`).test(text))
        continue;
      bad.push(`${file}: ${pointer}`);
    }
  };
  for (const file of filesBelow(out)) look(file, readFileSync(join(out, file), 'utf8'));
  look('messages', messages.replaceAll(`${relative(dirname(out), out)}/`, ''));
  return [...new Set(bad)];
};

const generate = async (answers: object, more: Record<string, object> = {}): Promise<string[]> => {
  const cwd = mkdtempSync(join(tmpdir(), 'pointers-'));
  writeFileSync(join(cwd, 'answers.yaml'), JSON.stringify(answers));
  for (const [name, content] of Object.entries(more)) writeFileSync(join(cwd, name), JSON.stringify(content));
  const { code, stderr } = await runCli(['generate', '-f', 'answers.yaml', '-o', 'out'], { cwd });
  expect(code, stderr).toBe(0);
  return dangling(join(cwd, 'out'), ['answers.yaml', ...Object.keys(more)], stderr);
};

test.each([1, 5, 60])('%i services: every pointer leads to a file', async (n) => {
  const bad: string[] = [];
  for (const more of [NETWORK, { ...MESH, ...STORE, errors: 'problem+json' }])
    bad.push(...(await generate({ ...EDGE, ...more, services: services(n, '', 'shop') })));
  expect(new Set(bad)).toEqual(new Set());
});

test.each([1, 60])('a team with %i services: every pointer leads to a file', async (n) => {
  const bad: string[] = [];
  const argocd = { delivery: { tool: 'argocd', repository: 'https://g.example.com/r.git' } };
  for (const more of [NETWORK, MESH])
    for (const delivery of more === MESH ? [argocd] : [{}]) {
      const { auth: _, ...root } = EDGE;
      const answers = {
        ...root,
        ...more,
        ...delivery,
        layout: 'app-of-apps',
        auth: { default: 'jwt', methods: { jwt: JWT, key: METHODS.key } },
        services: services(n, '/own'),
        teams: { blue: { paths: ['/blue'], answers: 'blue.yaml', outside: ['out.example.com'] } },
      };
      const blue = { version: 1, team: 'blue', services: services(n, '/blue') };
      bad.push(...(await generate(answers, { 'blue.yaml': blue })));
    }
  expect(new Set(bad)).toEqual(new Set());
});
