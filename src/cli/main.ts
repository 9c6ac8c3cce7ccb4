import { UserError } from './environment.ts';
import { run } from './run.ts';

// Who reads our output may have read enough (`| head`): that is no failure of ours, and nothing to say.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });

process.exitCode = await run(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  stdin: process.stdin,
  env: process.env,
  get cwd() {
    try {
      return process.cwd();
    } catch {
      throw new UserError('The folder that this was started in is gone. Change to one that is there (cd).');
    }
  },
  today: new Date().toISOString().slice(0, 10),
});
