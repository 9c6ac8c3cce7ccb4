// An interpreter of CEL with the functions that Kubernetes adds (k8s.io/apiserver/pkg/cel/library), which the compiled
// rules are held against.
import { Environment, Optional } from '@marcbachmann/cel-js';
import { CEL_FORMATS } from '../../src/admission/formats.ts';
import { type GoIp, type GoUrl, parseCIDR, parseIP, parseRequestURI } from '../../src/values/go-net.ts';
import { goFind, goRegex } from '../../src/values/go-regex.ts';

class KubeUrl {
  constructor(readonly url: GoUrl) {}
}
class KubeIp {
  constructor(readonly ip: GoIp) {}
}
class KubeFormat {
  constructor(readonly name: string) {}
}
class KubeFormats {}

const need = <T>(value: T | undefined, what: string): T => {
  if (value === undefined) throw new Error(`not ${what}`);
  return value;
};

const env = new Environment({ homogeneousAggregateLiterals: false, enableOptionalTypes: true })
  .registerVariable('self', 'dyn')
  .registerVariable('oldSelf', 'dyn')
  .registerType('KubeUrl', KubeUrl)
  .registerType('KubeIp', KubeIp)
  .registerType('KubeFormat', KubeFormat)
  .registerType('KubeFormats', KubeFormats)
  .registerFunction('isURL(string): bool', (s: string) => parseRequestURI(s) !== undefined)
  .registerFunction('url(string): KubeUrl', (s: string) => new KubeUrl(need(parseRequestURI(s), 'a URL')))
  .registerFunction('KubeUrl.getScheme(): string', (u: KubeUrl) => u.url.scheme)
  .registerFunction('KubeUrl.getHost(): string', (u: KubeUrl) => u.url.host)
  .registerFunction('KubeUrl.getHostname(): string', (u: KubeUrl) => u.url.hostname)
  .registerFunction('KubeUrl.getPort(): string', (u: KubeUrl) => u.url.port)
  .registerFunction('isIP(string): bool', (s: string) => parseIP(s) !== undefined)
  .registerFunction('ip(string): KubeIp', (s: string) => new KubeIp(need(parseIP(s), 'an IP address')))
  .registerFunction('KubeIp.family(): int', (i: KubeIp) => BigInt(i.ip.family))
  .registerFunction('isCIDR(string): bool', (s: string) => parseCIDR(s) !== undefined)
  .registerFunction('string.find(string): string', goFind)
  .registerFunction('string.goMatches(string): bool', (s: string, p: string) => goRegex(p)(s))
  .registerFunction('goMatches(string, string): bool', (s: string, p: string) => goRegex(p)(s))
  .registerFunction('hasField(dyn, string): bool', (o: object, f: string) =>
    o instanceof Map ? o.has(f) : Object.hasOwn(o, f),
  )
  .registerConstant('format', 'KubeFormats', new KubeFormats());
for (const name of Object.keys(CEL_FORMATS))
  env.registerFunction(`KubeFormats.${name}(): KubeFormat`, () => new KubeFormat(name));
env.registerFunction('KubeFormat.validate(string): dyn', (f: KubeFormat, s: string) =>
  CEL_FORMATS[f.name]!(s) ? Optional.none() : Optional.of([`not a ${f.name}`]),
);

const TOKENS =
  /r?(?:"""[\s\S]*?"""|'''[\s\S]*?''')|r"[^"]*"|r'[^']*'|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\b[A-Za-z_]\w*|\s+|[\s\S]/g;

/** The engine's has() takes chains of names only; with an index or a call inside it becomes our hasField(). */
const rewriteHas = (tokens: string[], at: number): void => {
  let depth = 0;
  let end = at + 1;
  for (; end < tokens.length; end++) {
    if (tokens[end] === '(') depth++;
    if (tokens[end] === ')' && --depth === 0) break;
  }
  const inner = tokens.slice(at + 2, end);
  if (!inner.some((t) => t === '[' || t === '(')) return;
  let k = inner.length - 1;
  while (/^\s+$/.test(inner[k]!)) k--;
  const field = inner[k]!;
  while (inner[k] !== '.') k--;
  tokens.splice(at, end - at + 1, 'hasField', '(', ...inner.slice(0, k), ',', JSON.stringify(field), ')');
};

/** A rule in the engine's words: its matches() is JavaScript's RegExp, so ours with Go's syntax takes its place. */
const rewrite = (rule: string): string => {
  const tokens = [...rule.matchAll(TOKENS)].map((m) => m[0]);
  for (let i = 0; i < tokens.length; i++) {
    if (tokens[i] === 'matches' && tokens[i + 1] === '(') tokens[i] = 'goMatches';
    if (tokens[i] === 'has' && tokens[i + 1] === '(') rewriteHas(tokens, i);
  }
  return tokens.join('');
};

/** Compiles a rule; the function gives what the rule says of `self`, and throws where the rule cannot be evaluated. */
export const compileRule = (rule: string): ((self: unknown) => unknown) => {
  const run = env.parse(rewrite(rule));
  return (self) => run({ self });
};

const RESERVED =
  /^(?:namespace|const|if|for|in|as|break|continue|else|function|import|let|loop|package|return|var|void|while)$/;

/** A value as the engine takes it: whole numbers are int, and a name that CEL reserves is escaped. */
export const toCel = (v: unknown): unknown => {
  if (Array.isArray(v)) return v.map(toCel);
  if (typeof v === 'object' && v !== null)
    return Object.fromEntries(Object.entries(v).map(([k, x]) => [RESERVED.test(k) ? `__${k}__` : k, toCel(x)]));
  return typeof v === 'number' && Number.isInteger(v) ? BigInt(v) : v;
};
