// Whether a file contains answers or manifests, from its beginning. Only for what to do and messages: both are validated later.
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';

/** So many bytes of a file are read. */
export const BEGINNING = 64 * 1024;

/** Of a document, or of an entry of a list; answers have this key only further inside. */
const MANIFEST = /^(?:- )?["']?apiVersion["']?\s*:/m;
/** The first keys of an answers file. A file of Helm values or of another program has none of them. */
const ANSWERS = /^["']?(?:hostnames?|services|auth|tls|rateLimit|teams)["']?\s*:/m;
const VERSION = /^["']?version["']?\s*:\s*["']?1["']?\s*(?:#.*)?$/m;

const kindOfJson = (text: string): 'answers' | 'manifest' | undefined => {
  if (/^\{\s*"version"\s*:\s*1\b/.test(text)) return 'answers';
  return /"apiVersion"\s*:/.test(text) ? 'manifest' : undefined;
};

/** What a text is about; undefined: neither, or not known. */
export const kindOfText = (whole: string): 'answers' | 'manifest' | undefined => {
  const text = whole.slice(0, BEGINNING).trimStart();
  if (/^[{[]/.test(text)) return kindOfJson(text);
  if (MANIFEST.test(text)) return 'manifest';
  return VERSION.test(text) && ANSWERS.test(text) ? 'answers' : undefined;
};

/** What a regular file is about; undefined: neither, or it cannot be read. A pipe is not read, because it can be read only once. */
export const kindOfFile = (path: string): 'answers' | 'manifest' | undefined => {
  let fd: number | undefined;
  try {
    fd = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    if (!fstatSync(fd).isFile()) return undefined;
    const bytes = Buffer.alloc(BEGINNING);
    return kindOfText(bytes.subarray(0, readSync(fd, bytes, 0, BEGINNING, 0)).toString('utf8'));
  } catch {
    return undefined;
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
};
