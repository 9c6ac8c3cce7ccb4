import { PassThrough, Readable } from 'node:stream';
import { run } from '../../src/cli/run.ts';

/** Runs a command in this process, without a terminal unless `terminal`; gives what a shell would see. */
export const runCli = async (
  argv: readonly string[],
  options: {
    cwd?: string;
    stdin?: string;
    terminal?: boolean;
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
  const tty = { isTTY: options.terminal === true };
  const stdin = Readable.from(options.stdin === undefined ? [] : [Buffer.from(options.stdin)]);
  const code = await run(argv, {
    stdout: Object.assign(out.stream, tty, options.columns === undefined ? {} : { columns: options.columns }),
    stderr: err.stream,
    stdin: Object.assign(stdin, tty) as unknown as NodeJS.ReadableStream & { isTTY: boolean },
    env: options.env ?? {},
    cwd: options.cwd ?? process.cwd(),
    today: options.today ?? '2026-11-21',
  });
  return { code, stdout: out.text(), stderr: err.text() };
};
