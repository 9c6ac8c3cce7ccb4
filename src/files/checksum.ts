import { hash } from 'node:crypto';

/** The line of a template that becomes the mark. No hole can write it: a hole never is a line of its own. */
const PLACE = /^EGMARK$/m;
/** Tells our file from those of others, and by its digest an edited one from an older one of ours. */
const MARK = /^(?:# |<!-- )eg-api-gateway:([0-9a-f]{16})(?: -->)?$/m;

/** Line ends do not count: Git may turn them on checkout. */
const digestOf = (text: string): string => hash('sha256', text.replace(MARK, ''), 'hex').slice(0, 16);

const unix = (text: string): string => (text.includes('\r\n') ? text.replaceAll('\r\n', '\n') : text);

/** Puts the digest of the text into its place. */
export const sealed = (text: string, style: 'hash' | 'markdown'): string => {
  const mark = (digest: string): string =>
    style === 'hash' ? `# eg-api-gateway:${digest}` : `<!-- eg-api-gateway:${digest} -->`;
  const open = text.replace(PLACE, mark('0'.repeat(16)));
  if (!MARK.test(open)) throw new Error('the template has no line EGMARK');
  return open.replace(MARK, mark(digestOf(open)));
};

/** Ours as we wrote it, ours but changed since, or not ours. */
export type FileOrigin = 'ours' | 'edited' | 'foreign';

/** Whose a file is, by its text. */
export const originOf = (text: string): FileOrigin => {
  const found = unix(text);
  const mark = MARK.exec(found);
  if (!mark) return 'foreign';
  return digestOf(found) === mark[1] ? 'ours' : 'edited';
};
