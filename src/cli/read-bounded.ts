// Files of any origin, read no further than a limit: a device never ends, and a pipe may have nobody at its other end.
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';

/** A larger file of manifests is not read: 100,000 objects have less. */
export const MOST_MANIFEST = 128 * 1024 * 1024;
const CHUNK = 64 * 1024;
/** So long a pipe may be without anybody who writes into it. */
const PATIENCE_MS = 5000;
const POLL_MS = 20;

/** A file that cannot be read to its end, in words that follow its name. */
export class Unreadable extends Error {}

/** What can be read now: bytes, none at the end, or undefined while there is nothing yet. */
const readNow = (fd: number, chunk: Buffer): number | undefined => {
  try {
    return readSync(fd, chunk, 0, chunk.length, null);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EAGAIN') return undefined;
    // A pipe that was closed, as Windows says it.
    if (code === 'EOF') return 0;
    throw error;
  }
};

const wait = (): void => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, POLL_MS);

/**
 * The bytes of a file, device or pipe, at most one more than `most`, by which it is seen to be too large. Whoever writes into
 * a pipe is waited for. Throws what Node throws where there is no file.
 */
export const readBounded = (path: string, most: number): Buffer => {
  // Opening a pipe would wait for a writer.
  const fd = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const stat = fstatSync(fd);
    if (stat.isDirectory()) throw new Unreadable('it is a folder');
    const parts: Buffer[] = [];
    const until = Date.now() + PATIENCE_MS;
    for (let size = 0; size <= most; ) {
      const chunk = Buffer.allocUnsafe(Math.min(CHUNK, most + 1 - size));
      const got = readNow(fd, chunk);
      // Without a writer a pipe is at its end before it began.
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

/** The text of a file that has to be of at most `most` bytes. */
export const readText = (path: string, most: number): string => {
  const bytes = readBounded(path, most);
  if (bytes.length > most) throw new Unreadable(`it has more than ${Math.round(most / 1024 / 1024)} MiB`);
  return bytes.toString('utf8');
};

/** The bytes of a stream, at most a little more than `most`. */
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
