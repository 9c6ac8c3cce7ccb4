import { chmodSync, mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One folder for all that a run of the tests writes; gone at its end. */
export default (): (() => Promise<void>) => {
  const dir = mkdtempSync(join(tmpdir(), 'eg-api-gateway-test-'));
  // One test writes as another user.
  chmodSync(dir, 0o755);
  process.env.TMPDIR = dir;
  return () => rm(dir, { recursive: true, force: true });
};
