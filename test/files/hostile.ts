/** Strings that break out of a shell word, a YAML scalar, a comment or Markdown where a quote is missing. */
// biome-ignore format: a table
export const HOSTILE = [
  '', ' ', ' a', 'a ', "it's", '"q"', "'; touch pwned; '", '$(touch pwned)', '`touch pwned`', '$HOME', '${x}', '\\', '\\n', 'a\\', '!!', '~', '~root', '*', '?', '[a]', '{a,b}', 'a;b', 'a&b', 'a|b', 'a>b', '#', 'a #b',
  'a\nb', 'a\ntouch pwned\n', '\n', '\r\n', 'a\rb', '\t', '\ttab', 'a\n---\nb', 'a\n...\nb', '\u0007', '\u001b[31m', '\u007f', '\u0085', '\u00a0', '\u2028', '\u2029', '\ufeff', '\u202e', 'é', '😀', '-n', '--', '-rf', '=', 'a=b', '%', '%s', '100%', '%REQ(X)%', '@x',
  'y', 'n', 'Y', 'No', 'yes', 'on', 'OFF', 'true', 'False', 'null', 'Null', '~', '1', '1.2', '-1', '+1', '1e3', '1E3', '1e', 'e0', 'E10', '0x1F', '0o7', '017', '0b1', '1_000', '12:30', '1:2:3', '2020-01-01', '2020-01-01T10:00:00Z', '.5', '.inf', '-.INF', '.nan', '<<', '=', 'Infinity', 'NaN',
  'a: b', 'a:', ':a', '- a', '-', '? a', '&a', '*a', '!a', '!!str', '|', '>', '>-', ',', '[', ']', '{', '}', '...', '---', '__proto__', 'constructor', '10-gatewayclass.yaml', '1password.io', '3scale', '1s', '15s', '1h30m', '500m', '512Mi', '10.0.0.0/8', '::/0', 'https://a.b/c:d?e=f&g', '^/v[0-9]+/.*$', "has(a.b) && a.b == 'c'", 'GET, POST', 'line 1\nline 2', 'line 1\n\n  line 3\n', 'a\n\n', ' a\nb', 'a\n b ', 'a \nb', 'a\t\nb', 'a\n\u2028b',
];
