import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseRequestUri, parseUrl } from '../../src/values/go-url.ts';

interface Case {
  readonly url: string;
  readonly error: boolean;
  readonly requestError: boolean;
  readonly scheme?: string;
  readonly user?: boolean;
  readonly host?: string;
  readonly path?: string;
}

/** What url.Parse and url.ParseRequestURI of Go 1.26.8 say. */
const CASES = JSON.parse(readFileSync(new URL('go-urls.json', import.meta.url), 'utf8')) as Case[];

test('URLs are read as Go reads them', () => {
  expect(CASES.filter((c) => c.error).length).toBeGreaterThan(300);
  expect(CASES.filter((c) => !c.error).length).toBeGreaterThan(300);
  const differing = CASES.flatMap((c) => {
    const [all, request] = [parseUrl(c.url), parseRequestUri(c.url)];
    const said = {
      error: 'problem' in all,
      requestError: 'problem' in request,
      ...('url' in all ? { scheme: all.url.scheme, user: all.url.hasUser, host: all.url.host } : {}),
    };
    const wanted = {
      error: c.error,
      requestError: c.requestError,
      ...(c.error ? {} : { scheme: c.scheme ?? '', user: c.user ?? false, host: c.host ?? '' }),
    };
    return JSON.stringify(said) === JSON.stringify(wanted) ? [] : [{ url: c.url, said, wanted }];
  });
  expect(differing).toEqual([]);
});
