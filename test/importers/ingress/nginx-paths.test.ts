// What a path of ingress-nginx matches (nginx.tmpl: `location ~* "^PATH"` for patterns) and what the answer matches.
import { describe, expect, test } from 'vitest';
import {
  type AnswerPath,
  answerPath,
  type IngressPath,
  type NoPath,
  patternRewrite,
  rewriteOf,
} from '../../../src/importers/ingress/nginx-paths.ts';
import { matchesPath, routePath } from '../../../src/values/route-path.ts';

const pattern = (text: string, type: IngressPath['type'] = 'ImplementationSpecific'): AnswerPath | NoPath =>
  answerPath({ text, type, isPattern: true });
const plain = (text: string, type: IngressPath['type']): AnswerPath | NoPath =>
  answerPath({ text, type, isPattern: false });
const pathsOf = (path: AnswerPath | NoPath): unknown => ('kind' in path ? path.paths : 'none');

describe('paths that are compared as text', () => {
  test.each([
    ['/api', 'Prefix', ['/api'], false],
    ['/api/', 'Prefix', ['/api'], false],
    ['/', 'ImplementationSpecific', ['/'], false],
    ['', 'ImplementationSpecific', ['/'], false],
    ['/api', 'ImplementationSpecific', ['/api'], true],
    ['/api', 'Exact', ['exact:/api'], false],
    ['/api/', 'Exact', ['exact:/api/'], false],
    ['/api(/|$)(.*)', 'ImplementationSpecific', 'none', false],
    ['/*', 'ImplementationSpecific', 'none', false],
  ] as const)('%s %s', (text, type, expected, differs) => {
    const path = plain(text, type);
    expect(pathsOf(path)).toEqual(expected);
    expect('kind' in path && path.difference !== undefined).toBe(differs);
  });
});

describe('patterns', () => {
  test.each([
    ['/api(/|$)(.*)', ['/api'], false],
    ['/api/?(.*)', ['/api'], true],
    ['/api/(.*)', ['/api'], true],
    ['/api(.*)', ['/api'], true],
    ['/(.*)', ['/'], false],
    ['/?(.*)', ['/'], false],
    ['^/api(/|$)(.*)$', ['/api'], false],
    ['/v1\\.0/(.*)', ['/v1.0'], true],
    ['/status$', ['exact:/status'], false],
    ['/status/?$', ['exact:/status', 'exact:/status/'], false],
    ['/users/([^/]+)/posts$', ['/users/{p1}/posts'], false],
    ['/files/[0-9]+', ['regex:/files/[0-9]+.*'], false],
    ['/files/[0-9]+$', ['regex:/files/[0-9]+'], false],
    ['/files/(a|b)/.*', ['regex:/files/(a|b)/.*'], false],
    ['/files/(?!private)', 'none', false],
    ['/(v1|v2)/(.*)', 'none', false],
    ['/(api)(/|$)(.*)', ['/api'], false],
    ['/a|/b', 'none', false],
    ['.*', 'none', false],
  ] as const)('%s', (text, expected, differs) => {
    const path = pattern(text);
    expect(pathsOf(path)).toEqual(expected);
    expect('kind' in path && path.difference !== undefined).toBe(differs);
  });

  test('a pathType Exact stays one path, and the report contains that nginx matches more', () => {
    const path = pattern('/api', 'Exact');
    expect(path).toMatchObject({ kind: 'exact', paths: ['exact:/api'] });
    expect('kind' in path && path.difference).toContain('begins with /api');
  });

  test('no answer matches a path that nginx does not match, besides the one above a rest', () => {
    const samples = ['/', '/api', '/api/', '/api/x', '/apix', '/files/7', '/files/7/x', '/files/x', '/status', '/status/', '/status/x']; // biome-ignore format: a list
    for (const text of [
      '/api(/|$)(.*)',
      '/api(.*)',
      '/files/[0-9]+',
      '/files/[0-9]+$',
      '/status$',
      '/status/?$',
      '/(.*)',
    ])
      for (const sample of samples) {
        const path = pattern(text) as AnswerPath;
        const isMatched = path.paths.some((p) => matchesPath(routePath(p), sample));
        if (isMatched) expect(`${sample} ${new RegExp(`^${text}`, 'i').test(sample)}`).toBe(`${sample} true`);
      }
  });
});

describe('rewrite-target', () => {
  const rewriteTo = (text: string, target: string): unknown => {
    const read = rewriteOf(pattern(text) as AnswerPath, target, text);
    return 'why' in read ? 'none' : (read.rewrite ?? 'stays');
  };

  test.each([
    ['/api(/|$)(.*)', '/$2', '/'],
    ['/api(/|$)(.*)', '/v1/$2', '/v1'],
    ['/api(/|$)(.*)', '/$1', 'none'],
    ['/api(/|$)(.*)', '/$1$2', 'none'],
    ['/api(/|$)(.*)', '/v$2', 'none'],
    ['/api/?(.*)', '/api/$1', 'stays'],
    ['/api(/.*)', '/v1$1', '/v1'],
    ['/(.*)', '/$1', 'stays'],
    ['/(.*)', '/app/$1', '/app'],
    ['/(api/.*)', '/$1', 'stays'],
    ['/(api/.*)', '/v1/$1', 'none'],
    ['/users/([^/]+)$', '/people/$1', '/people/{p1}'],
    ['/files/[0-9]+/(.*)', '/$1', 'none'],
    ['/status$', '/health', '/health'],
    ['/(api)(/.*)', '/$1$2', 'stays'],
    ['/(api)(/.*)', '$2', '/'],
    ['/(api)/(v1)/(.*)', '/$2/$3', '/v1'],
    ['/(api)/(.*)', '/$1', 'stays'],
    ['/api', '/', '/'],
    // nginx has nothing for a group that the pattern does not have.
    ['/mars', '/$2', '/'],
    ['/mars', '/v1/$1', '/v1'],
    ['/', '/$2', 'stays'],
    ['/api(/|$)(.*)', '/$3', '/'],
    ['/api(?:/|$)(.*)', '/v2/$2', '/v2'],
    ['/api', 'https://example.com/', 'none'],
    ['/api(/|$)(.*)', '/$2?from=$host', 'none'],
  ] as const)('%s to %s', (text, target, expected) => expect(rewriteTo(text, target)).toBe(expected));

  test('a target without a group replaces the whole path in nginx, which the report contains', () => {
    expect(rewriteOf(pattern('/api') as AnswerPath, '/', '/api')).toEqual({ rewrite: '/', replacesAll: true });
    expect(rewriteOf(pattern('/api(/|$)(.*)') as AnswerPath, '/$2', '/api(/|$)(.*)')).toEqual({ rewrite: '/' });
  });

  test('no rewrite contains a literal group', () => {
    for (const text of ['/api(/|$)(.*)', '/(v1)/(.*)', '/api/([^/]+)/(.*)', '/(.*)', '/files/[0-9]+'])
      for (const target of ['/$1', '/$2', '/$1/$2', '/x$1', '/$3']) {
        const path = pattern(text);
        const read = 'kind' in path ? rewriteOf(path, target, text) : undefined;
        if (read && 'rewrite' in read) expect(read.rewrite ?? '/').not.toContain('$');
      }
  });

  test.each([
    ['/shops/([a-z]+)/([0-9]+)$', '/internal/$2/$1', 'regex:/shops/([a-z]+)/([0-9]+)'],
    ['^/shops/([a-z]+)', '/internal/$1/', 'regex:/shops/([a-z]+).*'],
    ['/api(/|$)(.*)', '/v$2', 'regex:/api(/|$)(.*)'],
    ['/files/[0-9]+/(.*)', '/$1', 'regex:/files/[0-9]+/(.*)'],
    ['/files/[0-9]+/(.*)', '/$2', 'none'],
    ['/files/([0-9]+)', '/$10', 'none'],
    ['/files/([0-9]+)', '/all', 'none'],
    ['/files/([0-9]+)', '/$1?from=$host', 'none'],
    ['/(v1|v2)/(.*)', '/$2/$1', 'none'],
    ['/files/(?!private)(.*)', '/$1', 'none'],
  ])('%s to %s as a pattern', (text, target, expected) => {
    const read = patternRewrite(text, target);
    expect(read?.path.paths[0] ?? 'none').toBe(expected);
    expect(read?.rewriting.rewrite ?? target).toBe(target);
  });
});
