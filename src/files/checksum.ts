import { hash } from 'node:crypto';

/** The line of a template that becomes the checksum line. A placeholder cannot create it, because it is never a whole line. */
const PLACE = /^EGMARK$/m;
/** The checksum line. It distinguishes generated files from foreign ones, and edited files from files of an older version. */
const MARK = /^(?:# |<!-- )eg-api-gateway:([0-9a-f]{16})(?: -->)?$/m;

/** Line endings are ignored, because Git may convert them on checkout. */
const digestOf = (text: string): string => hash('sha256', text.replace(MARK, ''), 'hex').slice(0, 16);

const unix = (text: string): string => (text.includes('\r\n') ? text.replaceAll('\r\n', '\n') : text);

/** Replaces the line EGMARK with the checksum of the text. */
export const withChecksum = (text: string, style: 'hash' | 'markdown'): string => {
  const mark = (digest: string): string =>
    style === 'hash' ? `# eg-api-gateway:${digest}` : `<!-- eg-api-gateway:${digest} -->`;
  const empty = text.replace(PLACE, mark('0'.repeat(16)));
  if (!MARK.test(empty)) throw new Error('the template has no line EGMARK');
  return empty.replace(MARK, mark(digestOf(empty)));
};

/** `ours`: generated and not edited. `edited`: generated and edited. `foreign`: not generated. */
export type FileOrigin = 'ours' | 'edited' | 'foreign';

/** The origin of a file, by its text. */
export const originOf = (text: string): FileOrigin => {
  const found = unix(text);
  const mark = MARK.exec(found);
  if (!mark) return 'foreign';
  return digestOf(found) === mark[1] ? 'ours' : 'edited';
};
