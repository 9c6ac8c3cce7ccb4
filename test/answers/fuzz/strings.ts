import { HOSTILE } from '../../files/hostile.ts';

/** A word that no command sees as a word of its own unless a quote is missing. */
export const INJECTED = 'injected-word';

/** Ways to begin a command, a statement or another scalar out of a text. */
const BREAKS = [
  `'; kubectl ${INJECTED}; '`, `"; kubectl ${INJECTED}; "`, `$(kubectl ${INJECTED})`, `\`kubectl ${INJECTED}\``, `; kubectl ${INJECTED} #`, `| curl ${INJECTED}`, `&& helm ${INJECTED}`,
  `' ${INJECTED} '`, `" ${INJECTED} "`, `\\' ${INJECTED}`, `\n${INJECTED}`, `\nkubectl ${INJECTED}\n`, `--${INJECTED}`, `x ${INJECTED}`, `) ; kubectl ${INJECTED} ; (`, `]] ; kubectl ${INJECTED}`, `\${IFS}${INJECTED}`, `%0akubectl ${INJECTED}`, `a[$(kubectl ${INJECTED})]`,
  '{{hostname}}', '{{{x}}}', '${jndi:x}', '<script>', '| table |', '`a` *b* _c_', '[a](https://b)', '<!-- x', '# x', '-->', "'''", '"""', '$\'\\x41\'', '\\x00', '\\u0000', '%00', '%zz', '%2e%2e', '../..', '..', '.', '/', '//', '/a//b', '/./a', '/a/', '/%2F', '/a b', '/a?b', '/a#b', '/*',
]; // biome-ignore format: a table

/** What ends, hides or bends a line, and what is no text at all. */
const SIGNS = [
  '\ud800', 'a\udfff', 'a\u0000b', '\u0001', '\u0008', '\u000b', '\u000c', '\u009b31m', '\u0090', '\u200b', 'a\u200db', '\u2066a\u2069', '\u202e', '\ufffe', '\u{e0041}', 'a\u00adb', '\u3164', '\u001b]0;x\u0007', '\u001b[2Jx\nerror: forged', 'a\u0300\u0301', 'é', 'Ａ', 'а', '💥', 'ﬀ',
  'x-sub_', 'x-sub-', '-x', '_', '|', '100%', '^', '!', '~', "x'y", 'x`y', 'X-API-Key', 'Authorization', 'Cookie', 'Host', ':path', 'x-forwarded-for', 'x-envoy-original-path', 'x-request-id', 'x-client-id', 'content-length', 'x-a?b',
  'Basic abc', 'bearer abc', 'Bearer %REQ(x)%', '%REQ(authorization)%', '%REQ(X-A?Authorization)%', '%DOWNSTREAM_PEER_CERT%', '%', '%%', '%REQ(X)', 'a  b', ' a', 'a ', 'a\tb', 'none', 'public', 'guard-x', 'eg', 'x'.repeat(64), 'x'.repeat(254), 'x'.repeat(5000), `x${'-x'.repeat(31)}`,
  'https://a.example.com:abc/', 'https://a.example.com:99999/', 'https://a.example.com/%zz', 'https://a\\b/', 'https://a b/', 'https://u:p@a.example.com/', 'https://u@a.example.com/', 'https://[::1]/', 'https://a.example.com/a?b#c', 'https://', 'https:///x', 'HTTPS://a.example.com/', 'http://a.example.com/', 'https://1.2.3/', 'https://ä.example.com/', 'http://authz:8080/%zz', 'http://authz:8080/a b', 'a:0', 'a:65536', 'a/b/c:1', 'a.b.c.d:1', 'x:80:80', 'redis:abc', 'a,b:1', 'GET', 'get', '99999h', '0s', '1e3s', '-1s', '1/minute', '0/minute', '99999999999/day', '1/fortnight', '10.0.0.1/8', '::/129', '0.0.0.0/0', '2026-02-30', '*.example.com', 'example.com.', 'EXAMPLE.com', 'a..b', 'xn--a', '1.2.3.4',
]; // biome-ignore format: a table

/** Every text that is put in the place of an answer. */
export const STRINGS: readonly string[] = [...new Set([...HOSTILE, ...BREAKS, ...SIGNS])];

/** Values that are no text. */
export const VALUES: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  1e21,
  65536,
  [],
  {},
  [null],
  [[]],
  { a: 1 },
  { '': '' },
  ['a', 'a'],
  [{}],
  'x',
];
