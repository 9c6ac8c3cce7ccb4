import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readDocument } from '../../src/answers/document.ts';
import { type Merged, mergeLayers } from '../../src/answers/layers/merge-layers.ts';
import type { Layer } from '../../src/answers/layers/provenance.ts';
import { validateAnswers } from '../../src/answers/read.ts';
import { writeAnswers } from '../../src/answers/write.ts';

type Tree = Record<string, unknown>;

const BASE = `version: 1
hostname: api.example.com
tls: { issuer: letsencrypt }
auth:
  default: customers
  methods:
    customers: { type: jwt, issuer: "https://i.example.com/", jwks: "https://i.example.com/j", audiences: [api] }
services:
  - { name: users, path: /users, backend: "users:80", timeout: 5s }
  - { name: orders, path: /orders, backend: "orders:80" }
`;

const layer = (text: string, file: string): Layer => {
  const read = readDocument(text, file);
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  return { ...read.document, file };
};
const merged = (...texts: string[]): Merged => {
  const [base, ...more] = texts.map((t, i) => layer(t, `${i}.yaml`));
  return mergeLayers([base!, ...more]);
};
const problems = (...texts: string[]): string[] => {
  const { value, locate, problems: own, warnings } = merged(...texts);
  const result = validateAnswers(value, '0.yaml', locate);
  const found = [...own, ...warnings, ...('problems' in result ? result.problems : [])];
  return found.map((p) => `${p.file}:${p.line}:${p.column} ${p.code}`);
};

test('maps are merged deeply, services by name, other lists replaced, and null removes', () => {
  const overlay = `tls: { issuer: null, secret: prod }
auth: { methods: { customers: { audiences: [prod] } } }
services:
  - { name: orders, canary: { backend: "orders-2:80", weight: 5 } }
  - { name: status, path: /status, backend: "status:80", auth: none }
  - { name: users, timeout: null }
`;
  expect(merged(BASE, overlay).value).toEqual({
    version: 1,
    hostname: 'api.example.com',
    tls: { secret: 'prod' },
    auth: {
      default: 'customers',
      methods: {
        customers: {
          type: 'jwt',
          issuer: 'https://i.example.com/',
          jwks: 'https://i.example.com/j',
          audiences: ['prod'],
        },
      },
    },
    services: [
      { name: 'users', path: '/users', backend: 'users:80' },
      { name: 'orders', path: '/orders', backend: 'orders:80', canary: { backend: 'orders-2:80', weight: 5 } },
      { name: 'status', path: '/status', backend: 'status:80', auth: 'none' },
    ],
  });
  expect(problems(BASE, overlay)).toEqual([]);
});

test('a service is removed by null in a map, and a path replaces several paths', () => {
  const { value } = merged(
    BASE,
    'services: { users: null, orders: { paths: [/a, /b] } }\n',
    'services: { orders: { path: /c } }\n',
  );
  expect((value as Tree).services).toEqual([{ name: 'orders', backend: 'orders:80', path: '/c' }]);
  const shares = [
    { backend: 'a:1', weight: 1 },
    { backend: 'b:1', weight: 1 },
  ];
  const several = merged(BASE, JSON.stringify({ services: { users: { backends: shares } } })).value as {
    services: Tree[];
  };
  expect(several.services[0]).toEqual({ name: 'users', path: '/users', timeout: '5s', backends: shares });
});

test('services of teams are merged by name, and teams by theirs', () => {
  const base =
    'teams: { pay: { paths: [/pay], services: [{ path: /pay, backend: "pay:80" }] }, ship: { paths: [/s] } }\n';
  const { value } = merged(base, 'teams: { pay: { services: { pay: { timeout: 3s } } }, ship: null }\n');
  expect(value).toEqual({
    teams: { pay: { paths: ['/pay'], services: [{ name: 'pay', path: '/pay', backend: 'pay:80', timeout: '3s' }] } },
  });
});

/** The files on top of BASE, and the messages: file, line, column and code. */
const MESSAGES: [name: string, overlay: string, expected: string[]][] = [
  [
    'a combination is reported at the later value',
    'version: 1\ntls: { secret: prod }\n',
    ['1.yaml:2:6 SeveralCertificates'],
  ],
  ['a typo is reported in the overlay', 'hostnam: x\n', ['1.yaml:1:1 UnknownKey']],
  ['so is a wrong value of a service', 'services:\n  users: { timeout: 9x }\n', ['1.yaml:2:21 InvalidDuration']],
  ['an answer that null removes is missing there', 'tls: null\n', ['1.yaml:1:1 CertificateMissing']],
  ['null without an answer', 'cors: null\n', ['1.yaml:1:1 RemovesNothing']],
  [
    'null below an answer that is not there',
    'cors: { origins: null }\n',
    ['1.yaml:1:9 RemovesNothing', '1.yaml:1:9 MissingAnswer'],
  ],
  [
    'an unknown service with a part of its keys',
    'services: { usres: { timeout: 1s } }\n',
    ['1.yaml:1:20 OverlayUnknownName'],
  ],
  ['a removed service that is not there', 'services: { usres: null }\n', ['1.yaml:1:13 RemovesNothing']],
  [
    'an unknown method with a part of its keys',
    'auth: { methods: { people: { audiences: [a] } } }\n',
    ['1.yaml:1:20 OverlayUnknownName'],
  ],
  ['a file that changes nothing', 'hostname: api.example.com\n', ['1.yaml:1:1 OverlayChangesNothing']],
  ['a name that is not the key', 'services: { users: { name: people } }\n', ['1.yaml:1:28 ServiceKeyDiffers']],
  [
    'two services of one name',
    'services:\n  - { name: a, path: /a, backend: "a:1" }\n  - { name: a, path: /b, backend: "b:1" }\n',
    ['1.yaml:3:13 DuplicateService'],
  ],
];
test.each(MESSAGES)('%s', (_, overlay, expected) => {
  expect(problems(BASE, overlay).sort()).toEqual([...expected].sort());
});

test('a message about a combination names the earlier place, too', () => {
  const { value, locate } = merged(BASE, 'tls: { secret: prod }\n');
  const result = validateAnswers(value, '0.yaml', locate);
  expect('problems' in result && result.problems[0]!.why).toContain('0.yaml:3');
});

test('a fault of the first file keeps its place', () => {
  expect(problems(BASE.replace('timeout: 5s', 'timeout: 5x'), 'services: { users: { retries: none } }\n')).toEqual([
    '0.yaml:9:64 InvalidDuration',
  ]);
});

test('a map of services, and services without names, mean the list', () => {
  const list = merged(BASE).value;
  const map = BASE.replace(
    /services:[\s\S]*/,
    `services:
  users: { path: /users, backend: "users:80", timeout: 5s }
  orders: { path: /orders, backend: "orders:80" }
`,
  );
  expect(merged(map).value).toEqual(list);
  expect(merged(BASE.replaceAll(/name: \w+, /g, '')).value).toEqual(list);
});

test.each([
  ['/v1/users', 'a:1', 'users'],
  ['/pets/{id}', 'a:1', 'pets'],
  ['exact:/v1/status', 'a:1', 'status'],
  ['regex:/v1/orders/[0-9]+', 'a:1', 'orders'],
  ['/', 'http://web-app:1', 'web-app'],
  ['/v1', 'ns/web:1', 'ns'],
])('the name of a service with the path %s and the backend %s', (path, backend, name) => {
  const { value } = merged(JSON.stringify({ services: [{ path, backend }] }));
  expect((value as { services: Tree[] }).services[0]!.name).toBe(name);
});

test('a changed file keeps the form of its services', () => {
  const map = BASE.replace(
    /services:[\s\S]*/,
    'services:\n  # People.\n  users: { path: /users, backend: "users:80" }\n',
  );
  const changed = structuredClone(merged(map).value) as { services: Tree[] };
  changed.services[0]!.timeout = '3s';
  expect(writeAnswers(map, changed as unknown as Tree)).toBe(
    map.replace('backend: "users:80" }', 'backend: "users:80", timeout: "3s" }'),
  );
  const nameless = BASE.replaceAll(/name: \w+, /g, '');
  expect(writeAnswers(nameless, merged(nameless).value as Tree)).toBe(nameless);
});

/** Splits a value into two files at random; services keep their names in both. */
const split = (value: unknown, random: () => number): [unknown, unknown] => {
  if (Array.isArray(value) || typeof value !== 'object' || value === null)
    return random() < 0.5 ? [value, undefined] : [undefined, value];
  const halves: [Tree, Tree] = [{}, {}];
  for (const [k, v] of Object.entries(value)) {
    const parts = k === 'services' ? services(v as Tree[], random) : split(v, random);
    for (const i of [0, 1] as const) if (parts[i] !== undefined) halves[i][k] = parts[i];
  }
  return [halves[0], Object.keys(halves[1]).length === 0 ? undefined : halves[1]];
};
const services = (list: readonly Tree[], random: () => number): [Tree[], Tree] => {
  const optional = ['timeout', 'canary', 'rateLimit', 'allow', 'auth', 'cors', 'healthCheck', 'retries'];
  const later: Tree = {};
  const first = list.map((s) => {
    const moved = optional.filter((k) => s[k] !== undefined && random() < 0.5);
    if (moved.length > 0) later[String(s.name)] = Object.fromEntries(moved.map((k) => [k, s[k]]));
    return Object.fromEntries(Object.entries(s).filter(([k]) => !moved.includes(k)));
  });
  return [first, later];
};

test('however answers are split into two files, they are the same answers', () => {
  let seed = 7;
  const random = (): number => {
    seed = (seed * 16807) % 2147483647;
    return seed / 2147483647;
  };
  const cases = new URL('../golden/cases/', import.meta.url);
  for (const name of readdirSync(cases)) {
    const text = readFileSync(new URL(`${name}/api-gateway.yaml`, cases), 'utf8');
    const whole = merged(text).value as Tree;
    for (let round = 0; round < 10; round++) {
      const { teams, auth, ...rest } = whole;
      const [first, later] = split(rest, random) as [Tree, Tree | undefined];
      // A new method or team is complete in one file.
      const base = { ...first, ...(teams === undefined ? {} : { teams }) };
      const overlay = { ...later, ...(auth === undefined ? {} : { auth }) };
      const { value, problems: found } = merged(JSON.stringify(base), JSON.stringify(overlay));
      expect(found).toEqual([]);
      expect(value).toEqual(whole);
    }
  }
});
