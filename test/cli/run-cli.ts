import { PassThrough, Readable } from 'node:stream';
import { run } from '../../src/cli/run.ts';

/** Runs a command in this process, without a terminal unless `terminal`; gives what a shell would see. */
export const runCli = async (
  argv: readonly string[],
  options: {
    cwd?: string;
    stdin?: string;
    /** All streams are terminals, or these. */
    terminal?: boolean | readonly ('stdin' | 'stdout' | 'stderr')[];
    columns?: number;
    env?: Record<string, string>;
    today?: string;
  } = {},
) => {
  const sink = () => {
    const stream = new PassThrough();
    const chunks: Buffer[] = [];
    stream.on('data', (c: Buffer) => chunks.push(c));
    return { stream, text: () => Buffer.concat(chunks).toString() };
  };
  const [out, err] = [sink(), sink()];
  const tty = (name: 'stdin' | 'stdout' | 'stderr'): { isTTY: boolean } => ({
    isTTY: Array.isArray(options.terminal)
      ? options.terminal.includes(name)
      : options.terminal === true && name !== 'stderr',
  });
  const stdin = Readable.from(options.stdin === undefined ? [] : [Buffer.from(options.stdin)]);
  const code = await run(argv, {
    stdout: Object.assign(out.stream, tty('stdout'), options.columns === undefined ? {} : { columns: options.columns }),
    stderr: Object.assign(err.stream, tty('stderr')),
    stdin: Object.assign(stdin, tty('stdin')) as unknown as NodeJS.ReadableStream & { isTTY: boolean },
    env: options.env ?? {},
    cwd: options.cwd ?? process.cwd(),
    today: options.today ?? '2026-11-21',
  });
  return { code, stdout: out.text(), stderr: err.text() };
};
