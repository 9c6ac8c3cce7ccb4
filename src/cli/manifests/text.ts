import type { ValuesOf } from '../../diagnostics/catalogue.ts';
import { type Finding, finding } from '../../diagnostics/finding.ts';
import { MOST_MANIFEST, readBounded, Unreadable } from '../read-bounded.ts';

/** The codes of what is wrong with a file before there is an object to check. */
type FileCode = 'DuplicateField' | 'FileUnreadable' | 'NotAnObject' | 'SchemaRejected';

/** A problem in a file and its place. */
export type Problem = {
  [C in FileCode]: {
    readonly code: C;
    /** Index into the text, starting at 0. */
    readonly offset: number;
    readonly values: ValuesOf<C>;
  };
}[FileCode];

/** A problem without its place, as a finding about the file. */
export const findingOf = (problem: Omit<Problem, 'offset'>, file: string): Finding =>
  finding(problem.code as 'FileUnreadable', file, '', problem.values as ValuesOf<'FileUnreadable'>);

/** Control characters that YAML does not allow, so kubectl refuses the file. */
const CONTROL = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufffe\uffff]/;

/** Error codes of the operating system, as the end of a sentence. */
const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'you have no permission to read it',
  EISDIR: 'it is a folder',
  ELOOP: 'its symbolic links form a loop',
  ENOENT: 'it does not exist',
  EPERM: 'you have no permission to read it',
};

/** Why a file or folder could not be read, as the end of a sentence. */
export const reasonOf = (error: unknown): string => {
  if (error instanceof Unreadable) return error.message;
  const { code } = error as { code?: string };
  return (code && REASONS[code]) || `the system reports ${code ?? 'an error'}`;
};

const unreadable = (values: ValuesOf<'FileUnreadable'>, offset = 0): Problem => ({
  code: 'FileUnreadable',
  offset,
  values,
});

/** The number of bytes before the first invalid UTF-8 sequence. */
const validUpTo = (bytes: Buffer): number => {
  const isValid = (end: number): boolean => {
    try {
      // The end may cut a character in two, which is not an error of the file.
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, end), { stream: true });
      return true;
    } catch {
      return false;
    }
  };
  let [good, bad] = [0, bytes.length];
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (isValid(middle)) good = middle;
    else bad = middle;
  }
  return good;
};

/** A text; if it cannot be read, the problem and the text before it. */
export interface ReadText {
  readonly text: string;
  readonly problem?: Problem;
  /** With a problem: the whole content, decoded without errors, to see what kind of file it is. */
  readonly rough?: string;
}

/** The text of a file without its byte order mark. */
export const readText = (path: string): ReadText => {
  try {
    return textOf(readBounded(path, MOST_MANIFEST));
  } catch (error) {
    return { text: '', problem: unreadable({ case: 'file', of: reasonOf(error) }) };
  }
};

/** The text of the bytes of a file, without its byte order mark. */
export const textOf = (bytes: Buffer): ReadText => {
  if (bytes.length > MOST_MANIFEST)
    return {
      text: '',
      problem: unreadable({ case: 'large', of: MOST_MANIFEST / 1024 / 1024 }),
    };
  const [a, b] = bytes;
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff))
    return { text: '', problem: unreadable({ case: 'utf16' }), rough: bytes.toString('latin1').replaceAll('\0', '') };
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const good = validUpTo(bytes);
    const byte = (bytes[good] ?? 0).toString(16).padStart(2, '0');
    const before = bytes.subarray(0, good).toString();
    return {
      text: before,
      problem: unreadable({ case: 'byte', of: byte }, before.length),
      rough: bytes.toString('latin1'),
    };
  }
  // YAML ends a line at a carriage return without a line feed, too.
  if (text.includes('\r')) text = text.replace(/\r(?!\n)/g, '\n');
  const at = text.search(CONTROL);
  if (at < 0) return { text };
  const code = text.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0');
  return {
    text,
    problem: unreadable({ case: 'control', of: code }, at),
    rough: text,
  };
};

/** Converts offsets to lines and columns, which start at 1. */
export class Lines {
  private readonly starts: number[] = [0];

  constructor(private readonly text: string) {
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.starts.push(at + 1);
  }

  at(offset: number): { line: number; column: number } {
    let [low, high] = [0, this.starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - this.starts[low]! + 1 };
  }

  /** The offsets at which a line begins and ends, without its line break. */
  range(line: number): readonly [start: number, end: number] {
    const next = this.starts[line];
    return [this.starts[line - 1]!, next === undefined ? this.text.length : next - 1];
  }
}
