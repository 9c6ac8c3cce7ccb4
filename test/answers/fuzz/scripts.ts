// Generated scripts, run in a folder of their own with commands that do nothing but write down what they were told.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withChecksum } from '../../../src/files/checksum.ts';
import { renderEngine } from '../../../src/files/validate-script.ts';
import { INJECTED } from './strings.ts';

/** What validate.sh runs. */
const ENGINE = withChecksum(renderEngine('0'), 'hash');

/** Scripts that `bash -n` does not take; all in one run, which stops nowhere. */
export const notParsed = (scripts: readonly string[]): string[] => {
  if (scripts.length === 0) return [];
  const dir = mkdtempSync(join(tmpdir(), 'fuzz-parse-'));
  for (const [i, text] of scripts.entries()) writeFileSync(join(dir, `${i}.sh`), text);
  const run = spawnSync('bash', ['-c', 'for f in *.sh; do bash -n "$f" || echo "$f"; done'], {
    cwd: dir,
    encoding: 'utf8',
  });
  return run.stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((f) => `${f}: ${run.stderr.slice(0, 300)}\n${dir}`);
};

/** Written down with a NUL behind each word, so that no word can look like two. */
const STUB =
  '#!/bin/sh\nprintf \'%s\\0\' "${0##*/}" "$@" >>"$STUB_LOG"\ncase "$*" in *http_code*) printf 000 ;; esac\nexit 0\n';

/** Runs a script with its stubs; gives what it did that no script may do. */
export const misdeeds = (script: string, args: readonly string[], seconds: number): string[] => {
  const dir = mkdtempSync(join(tmpdir(), 'fuzz-run-'));
  const [bin, work] = [join(dir, 'bin'), join(dir, 'work')];
  for (const d of [bin, work]) mkdirSync(d);
  for (const name of [
    'kubectl',
    'helm',
    'curl',
    'openssl',
    'touch',
    'getent',
    'dig',
    'hubble',
    'cilium',
    'istioctl',
    'sleep',
  ]) {
    writeFileSync(join(bin, name), STUB);
    chmodSync(join(bin, name), 0o755);
  }
  writeFileSync(join(dir, 'script.sh'), script);
  writeFileSync(join(dir, 'validate-engine.sh'), ENGINE);
  const log = join(dir, 'log');
  spawnSync('timeout', [String(seconds), 'bash', join(dir, 'script.sh'), ...args], {
    cwd: work,
    env: { PATH: `${bin}:/usr/bin:/bin`, STUB_LOG: log, HOME: work, TMPDIR: work },
    stdio: ['ignore', 'ignore', 'ignore'],
  });
  const words = existsSync(log) ? readFileSync(log, 'utf8').split('\0') : [];
  const seen = words.filter((w) => w === INJECTED || w === `--${INJECTED}` || w === 'pwned');
  const made = readdirSync(work).filter((f) => /pwned|injected/.test(f));
  return [
    ...seen.map((w) => `a command saw the word ${w}`),
    ...made.map((f) => `a file ${f} was made`),
    ...(words.length > 1 ? [] : ['no stub was called']),
  ];
};
