// Set up before each file of `npm run test:fast`: a test that starts a process fails, so that the fast run stays fast.
import childProcess from 'node:child_process';
import { syncBuiltinESMExports } from 'node:module';

for (const name of ['exec', 'execFile', 'execFileSync', 'execSync', 'fork', 'spawn', 'spawnSync'] as const)
  (childProcess as Record<string, unknown>)[name] = () => {
    throw new Error(`test:fast starts no process (${name}): import node:child_process in the test file itself`);
  };
syncBuiltinESMExports();
