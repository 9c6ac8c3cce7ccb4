import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('../../bin/eg-api-gateway.js', import.meta.url));

/** A folder with an `npx` that runs the built program instead of the published one, and writes its arguments to `$NPX_LOG`. */
export const withNpx = (): string => {
  const bin = mkdtempSync(join(tmpdir(), 'bin-'));
  const script = `#!/usr/bin/env bash
if [ -n "\${NPX_LOG:-}" ]; then printf '%s\\0' "$@" >>"$NPX_LOG"; fi
if [ "$1" = --yes ]; then shift; fi
case $1 in eg-api-gateway | eg-api-gateway@*) ;; *) echo "npx: no package $1" >&2 && exit 1 ;; esac
shift
exec '${process.execPath}' '${PROGRAM}' "$@"
`;
  writeFileSync(join(bin, 'npx'), script);
  chmodSync(join(bin, 'npx'), 0o755);
  return bin;
};
