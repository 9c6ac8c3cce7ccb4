import { createHash } from 'node:crypto';
import { comment } from './yaml.ts';

/** What a generated file is marked with, so that a hand's edit can be told from our own older version. */
const MARK = /^(?:# |<!-- )?eg-api-gateway:([0-9a-f]{16})(?: -->)?$/m;

const digestOf = (text: string): string =>
  createHash('sha256').update(text.replace(MARK, '')).digest('hex').slice(0, 16);

const markLine = (style: 'hash' | 'markdown', digest: string): string =>
  style === 'hash' ? `# eg-api-gateway:${digest}` : `<!-- eg-api-gateway:${digest} -->`;

/** The text with the digest of itself in place of the mark `EGMARK`. */
export const sealed = (text: string, style: 'hash' | 'markdown'): string => {
  const open = text.replace('EGMARK', markLine(style, '0'.repeat(16)));
  return open.replace(MARK, markLine(style, digestOf(open)));
};

/** Whether a file is ours as we wrote it, ours but changed since, or not ours. */
export const originOf = (text: string): 'ours' | 'edited' | 'foreign' => {
  const mark = MARK.exec(text);
  if (!mark) return 'foreign';
  return digestOf(text) === mark[1] ? 'ours' : 'edited';
};

/** The comment at the top of a generated YAML file. */
export const yamlHeader = (lines: readonly string[]): string =>
  [...lines.flatMap((l) => (l === '' ? ['#'] : comment(l))), 'EGMARK', ''].join('\n');
