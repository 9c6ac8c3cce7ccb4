import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

test.each(['generate --help', 'explain', 'generate --stdout -f examples/teams/api-gateway.yaml'])(
  'whoever reads may stop early: %s | head -1',
  (command) => {
    // The reader is gone before most of it is written.
    const script = `"$0" bin/eg-api-gateway.js ${command} | head -c 10 >/dev/null; echo "\${PIPESTATUS[0]}"`;
    const { stdout, stderr } = spawnSync('bash', ['-c', script, process.execPath], { cwd: ROOT, encoding: 'utf8' });
    expect(stderr).not.toMatch(/EPIPE|\bat /);
    expect(stdout.trim()).toBe('0');
  },
);
