import { UserError } from './environment.ts';
import { run } from './run.ts';

// A reader may close the pipe early (`| head`), which is not an error.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });

void run(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  // Node loads the code of streams for reading when this is asked for, and few commands read it.
  get stdin() {
    return process.stdin;
  },
  env: process.env,
  get cwd() {
    try {
      return process.cwd();
    } catch {
      throw new UserError(
        'The working directory no longer exists. Change to another one (cd) and run the command again.',
      );
    }
  },
  today: new Date().toISOString().slice(0, 10),
}).then((code) => {
  process.exitCode = code;
  // Otherwise Node waits for the compiler and the collector, whose work nobody needs any more.
  if (process.stdout.writableLength + process.stderr.writableLength === 0) process.exit();
});
