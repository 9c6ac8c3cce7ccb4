// Paths of routes: prefixes as text, and patterns that match from the start.
import { goGroups } from '../../values/go-regex.ts';
import { REGEX } from '../../values/route-path.ts';
import { servicePath } from '../../values/service-path.ts';
import { patternBehind, type RewrittenPath, rewrittenPattern } from '../neutral/rewritten-pattern.ts';
import { type Said, said } from '../report/ledger.ts';
import type { SourceNode } from '../source/source-node.ts';

export interface KongPath {
  /** As answers write it. */
  readonly value: string;
  readonly kind: 'prefix' | 'exact' | 'template' | 'regex';
  readonly node: SourceNode;
  /** Of a pattern that need not match to the end: the pattern without the rest. */
  readonly open?: string;
  readonly said?: Said | undefined;
}

/** Before 3.0, a path with other characters than these is a pattern (kong/db/migrations/migrate_path_280_300.lua). */
const PLAIN = /^[a-zA-Z0-9.\-_~/%]*$/;

/** The pattern of a path; undefined: it is a prefix. */
const patternOf = (text: string, version: number | undefined): string | undefined => {
  if (text.startsWith('~') && (version === undefined || version >= 3)) return text.slice(1);
  const isOld = version === undefined || version < 3;
  return isOld && !PLAIN.test(text) && !/[{}]/.test(text.replace(/\{\d+(,\d*)?\}/g, '')) ? text : undefined;
};

/** Whether a path is a pattern, so that the priority of patterns decides. */
export const isPatternPath = (node: SourceNode, version: number | undefined): boolean =>
  node.text !== undefined && patternOf(node.text, version) !== undefined;

const SEGMENT = String.raw`(?:\(\?P?<([A-Za-z_]\w*)>\[\^[#?/\\]+\]\+\)|\(?\[\^[#?/\\]+\]\+\)?)`;
const WHOLE_SEGMENT = new RegExp(`^${SEGMENT}$`);

/** A pattern of literals and whole segments as a template, such as `/pets/{id}`; undefined: it is none. */
const templateOf = (pattern: string): string | undefined => {
  const names = new Set<string>();
  // A slash within a class of characters does not end a segment.
  const segments = pattern
    .replace(/\[\^[#?/\\]+\]/g, '[^/]')
    .replaceAll('[^/]', '[^]')
    .split('/');
  const out: string[] = [];
  for (const segment of segments) {
    const m = WHOLE_SEGMENT.exec(segment.replace('[^]', '[^/]'));
    if (m) {
      const name = m[1] && !names.has(m[1]) ? m[1] : `part${names.size + 1}`;
      names.add(name);
      out.push(`{${name}}`);
    } else if (/^(?:[A-Za-z0-9_~-]|\\[.\-_~])*$/.test(segment)) out.push(segment.replace(/\\/g, ''));
    else return undefined;
  }
  return out.join('/');
};

const isValid = (path: string): boolean => servicePath.safeParse(path).success;

/** A pattern as answers write it. Kong's patterns match from the start; without `$` they need not match to the end. */
const ofPattern = (pattern: string, node: SourceNode): KongPath[] => {
  const start = pattern.replace(/^\^/, '');
  const isWhole = /(?<!\\)\$$/.test(start);
  const body = isWhole ? start.slice(0, -1) : start;
  const optionalSlash = /\/\?$/.test(body);
  const bare = optionalSlash ? body.slice(0, -2) : body;
  const template = templateOf(bare);
  if (isWhole && template !== undefined && template !== '') {
    const isTemplate = template.includes('{');
    const one: KongPath = {
      value: isTemplate ? template : `exact:${template}`,
      kind: isTemplate ? 'template' : 'exact',
      node,
    };
    if (!optionalSlash) return [one];
    if (!isTemplate) return [one, { value: `exact:${template}/`, kind: 'exact', node }];
  }
  const written = body.replaceAll(/\(\?<(?![=!])/g, '(?P<');
  return [
    isWhole
      ? { value: `regex:${written}`, kind: 'regex', node }
      : { value: `regex:${written}.*`, kind: 'regex', node, open: written },
  ];
};

/** A path of a route; undefined: answers cannot contain it. */
export const pathsOf = (node: SourceNode, version: number | undefined): KongPath[] | undefined => {
  const { text } = node;
  if (text === undefined) return undefined;
  const pattern = patternOf(text, version);
  const paths = pattern === undefined ? ofPrefix(text, node) : ofPattern(pattern, node);
  return paths.every((p) => isValid(p.value)) ? paths : undefined;
};

/** Kong compares prefixes as text: `/api` also matches `/apis`. */
const ofPrefix = (text: string, node: SourceNode): KongPath[] => {
  if (text === '/') return [{ value: '/', kind: 'prefix', node }];
  const value = text.replace(/\/+$/, '');
  return [{ value, kind: 'prefix', node, said: said('PrefixDiffers', { path: text, answer: value, source: 'Kong' }) }];
};

/** What replaces a path for the service; undefined: nothing; `impossible`: answers cannot contain it. */
export const rewriteOf = (path: KongPath, strip: boolean, base: string): string | undefined => {
  const plain = path.value.replace(/^exact:/, '').replace(/(.)\/$/, '$1');
  const isPattern = path.kind === 'template' || path.kind === 'regex';
  if (strip) {
    if (isPattern) return 'impossible';
    const target = base || '/';
    return target === plain ? undefined : target;
  }
  if (base === '') return undefined;
  if (path.kind === 'regex') return 'impossible';
  return plain === '/' ? base : `${base}${plain}`;
};

/**
 * The path and the rewrite of a pattern that only groups can rewrite. Kong puts the path of the service in front of what is
 * behind the match (strip_path), or in front of the whole path; undefined: the answers cannot contain it.
 */
export const patternRewrite = (
  { value, kind, open }: KongPath,
  strip: boolean,
  base: string,
): RewrittenPath | undefined => {
  if (kind !== 'regex') return undefined;
  const pattern = value.slice(REGEX.length);
  if (!strip) return patternBehind(base, pattern);
  if (open === undefined || base.includes('$')) return undefined;
  const rest = `${open}${open.endsWith('/') ? '' : '/?'}(.*)`;
  return isValid(value) ? rewrittenPattern(`${REGEX}${rest}`, rest, `${base}/$${goGroups(open) + 1}`) : undefined;
};
