// Reads files from any source up to a limit: a device never ends, and a pipe may have no writer.
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';

/** The maximum size of a manifest file in bytes; 100,000 objects need less. */
export const MOST_MANIFEST = 128 * 1024 * 1024;
const CHUNK = 64 * 1024;
/** How long to wait for the first data of a pipe. */
const PATIENCE_MS = 5000;
const POLL_MS = 20;

/** A file that cannot be read completely; the message continues a sentence about it. */
export class Unreadable extends Error {}

/** The number of bytes that can be read now, 0 at the end, or undefined if there are none yet. */
const readNow = (fd: number, chunk: Buffer): number | undefined => {
  try {
    return readSync(fd, chunk, 0, chunk.length, null);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EAGAIN') return undefined;
    // Windows reports a closed pipe as an error.
    if (code === 'EOF') return 0;
    throw error;
  }
};

const wait = (): void => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, POLL_MS);

/**
 * The bytes of a file, device or pipe, at most one more than `most`, which shows that it is too large. Waits for the writer of
 * a pipe. Throws Node's error if there is no file.
 */
export const readBounded = (path: string, most: number): Buffer => {
  // Without O_NONBLOCK, opening a pipe waits for a writer.
  const fd = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const stat = fstatSync(fd);
    if (stat.isDirectory()) throw new Unreadable('it is a folder');
    const parts: Buffer[] = [];
    const until = Date.now() + PATIENCE_MS;
    for (let size = 0; size <= most; ) {
      const chunk = Buffer.allocUnsafe(Math.min(CHUNK, most + 1 - size));
      const got = readNow(fd, chunk);
      // A pipe without a writer reports its end at once.
      const isEarly = got === 0 && size === 0 && stat.isFIFO();
      if (isEarly && Date.now() > until) throw new Unreadable('it is a pipe without a writer');
      if (got === undefined || isEarly) wait();
      else if (got === 0) break;
      else {
        parts.push(chunk.subarray(0, got));
        size += got;
      }
    }
    return Buffer.concat(parts);
  } finally {
    closeSync(fd);
  }
};

/** The text of a file of at most `most` bytes; throws for a larger one. */
export const readText = (path: string, most: number): string => {
  const bytes = readBounded(path, most);
  if (bytes.length > most) throw new Unreadable(`it is larger than ${Math.round(most / 1024 / 1024)} MiB`);
  return bytes.toString('utf8');
};

/** Says that a terminal is read: without it, the program would seem to hang. */
export const sayWaiting = (
  { stdin, stderr }: { stdin: { isTTY?: boolean }; stderr: NodeJS.WritableStream },
  what: string,
): void => {
  if (stdin.isTTY === true) stderr.write(`Reading ${what} from this terminal. End them with Ctrl+D.\n`);
};

/** The bytes of a stream; stops soon after `most` bytes. */
export const readStream = async (stream: AsyncIterable<unknown>, most: number): Promise<Buffer> => {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    parts.push(Buffer.from(chunk as Buffer));
    size += parts.at(-1)!.length;
    if (size > most) break;
  }
  return Buffer.concat(parts);
};
