import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { addressOf, fieldsOf, mismatch, obstacle, withAbsoluteLinks } from '../../.ci/package.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const read = (path: string): string => readFileSync(`${ROOT}${path}`, 'utf8');
const json = JSON.parse(read('package.json'));
const REAL = 'https://github.com/acme/gateways';

test('homepage and bugs belong to the repository', () => {
  expect(json).toMatchObject(fieldsOf(addressOf(json)));
});

test('the package is published only with a real address, and with fields that belong to it', () => {
  const real = { ...json, ...fieldsOf(REAL) };
  expect(obstacle({ ...json, ...fieldsOf('https://github.com/OWNER/eg-api-gateway') })).toMatch(/npm run address/);
  expect(obstacle(real)).toBeUndefined();
  expect(obstacle({ ...real, bugs: { url: `${REAL}/wiki` } })).toMatch(/^bugs .*gateways/);
  expect(obstacle({ ...real, homepage: json.homepage.replace('OWNER', 'other') })).toMatch(/^homepage /);
});

test('a tag is released only if package.json and the changelog have its version', () => {
  const changelog = '# Changelog\n\n## [Unreleased]\n\n## [1.2.3] - 2026-12-01\n';
  expect(mismatch('v1.2.3', { version: '1.2.3' }, changelog)).toBeUndefined();
  expect(mismatch('v1.2.4', { version: '1.2.3' }, changelog)).toMatch(/package\.json has version 1\.2\.3/);
  expect(mismatch('v1.2.0', { version: '1.2.0' }, changelog)).toMatch(/no section/);
});

test('relative links of the packed README are absolute, all other links stay', () => {
  const text =
    'See [a](docs/a.md#b), [b](#b), [c](https://c.example.com/x), [d](examples/d), ![e](docs/e.svg) and ![f](https://f.example.com/f.svg).';
  expect(withAbsoluteLinks(text, REAL, 'v1.2.3')).toBe(
    `See [a](${REAL}/blob/v1.2.3/docs/a.md#b), [b](#b), [c](https://c.example.com/x), [d](${REAL}/blob/v1.2.3/examples/d), ![e](${REAL}/raw/v1.2.3/docs/e.svg) and ![f](https://f.example.com/f.svg).`,
  );
});

test.each(['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md'])(
  'every relative link of %s leads to a file of the repository',
  (file) => {
    const links = [...read(file).matchAll(/\]\((?![a-z]+:|#)([^)#\s]+)/g)].map((m) => m[1]!);
    expect(links.filter((path) => !existsSync(`${ROOT}${path}`))).toEqual([]);
  },
);

test('the oldest Node is the same in package.json, in the executable and in the bundle', () => {
  const [, oldest] = /^>=(\d+\.\d+)$/.exec(json.engines.node)!;
  const [major, minor] = oldest!.split('.');
  expect(read('build.mjs')).toContain(`target: 'node${oldest}'`);
  expect(read('bin/eg-api-gateway.js')).toContain(`needs Node ${oldest} or later`);
  expect(read('bin/eg-api-gateway.js')).toContain(`major < ${major} || (major === ${major} && minor < ${minor})`);
});
