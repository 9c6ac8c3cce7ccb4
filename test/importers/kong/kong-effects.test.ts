// Values of Kong that change nothing, next to those that do; and questions that can be answered.
import { describe, expect, test } from 'vitest';
import { importText } from '../import-text.ts';

const route = (lines: readonly string[], service: readonly string[] = []): string =>
  [
    '_format_version: "3.0"',
    'services:',
    '  - name: users',
    '    url: http://users.shop.svc:80',
    ...service.map((line) => `    ${line}`),
    '    routes:',
    '      - name: users',
    '        hosts: [api.example.com]',
    ...lines.map((line) => `        ${line}`),
    '',
  ].join('\n');

const verdictOf = async (key: string, lines: readonly string[]): Promise<string | undefined> =>
  (await importText('kong', route(lines))).entries.find(({ node }) => node.pointer.endsWith(`/${key}`))?.verdict;

describe('settings of routes', () => {
  test.each([
    ['a route without protocols serves http', ['paths: [/users]'], 'noEffect'],
    ['one that serves both', ['paths: [/users]', 'protocols: [http, https]'], 'noEffect'],
    ['one that serves https only answers http with it', ['paths: [/users]', 'protocols: [https]'], 'dropped'],
  ])('https_redirect_status_code: %s', async (_, lines, verdict) => {
    expect(await verdictOf('https_redirect_status_code', [...lines, 'https_redirect_status_code: 426'])).toBe(verdict);
  });

  test.each([
    ['no path is a pattern', ['paths: [/users]'], 'noEffect'],
    ['a path is a pattern', ['paths: [/users, "~/u/[^/]+$"]'], 'dropped'],
  ])('regex_priority: %s', async (_, lines, verdict) => {
    expect(await verdictOf('regex_priority', [...lines, 'regex_priority: 200'])).toBe(verdict);
  });
});

describe('questions', () => {
  test.each([
    ['filter_chains of the service', ['filter_chains: [{ filters: [{ name: own }] }]']],
    ['a plugin of the service whose name is not known', ['plugins: [{ name: own, config: { a: 1 } }]']],
    ['two of them', ['plugins: [{ name: own }, { name: other }]']],
  ])('%s: the service is asked, and no answer that has no name', async (_, service) => {
    const { entries, open } = await importText('kong', route(['paths: [/users]'], service));
    expect(open.map((p) => p.key)).toContain('services[0].auth');
    expect(entries.flatMap((e) => (e.verdict === 'asked' ? e.keys : []))).not.toContain('auth');
    expect(entries.some((e) => e.code === 'AuthUndecided' && e.keys.includes('services.users.auth'))).toBe(true);
  });
});
