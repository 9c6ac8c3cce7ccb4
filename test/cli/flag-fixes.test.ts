// A problem of an answer that a flag gave: its fix is a flag, which works.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCli } from './run-cli.ts';

const GOOD =
  '--hostname a.example.com --tls-secret t --service /v1/u=u:80 --auth-default none --auth-public-reason test'.split(
    ' ',
  );

test.each([
  [['--traffic-p95-latency', '250'], '--traffic-p95-latency 250ms'],
  [['--rate-limit-limits', '10'], '--rate-limit-limits 10/minute'],
  [['--network', 'true'], '--network kubernetes'],
  [['--set', 'services.u.timeout=15'], "--set 'services.u.timeout=15s'"],
  [['--set', 'services.u.canary=u2:80'], `--set 'services.u.canary={ backend: "u2:80", weight: 10 }'`],
  [['--set', 'services.u.webSocket=yes'], "--set 'services.u.protocol=websocket'"],
  [
    ['--cors-origins', 'https://a.example.com,b.example.com'],
    '--cors-origins https://a.example.com,https://b.example.com',
  ],
  [['--set', 'services.u.methods=[get, POST]'], "--set 'services.u.methods=[GET, POST]'"],
  [['--traffic-peak-requests-per-second', '2k'], '--traffic-peak-requests-per-second 2000'],
  [['--set', 'allow.cidrs=[10.0.0.0/8]'], undefined],
  [['--set', 'http3=perhaps'], undefined],
])('%j', async (argv, fix) => {
  const cwd = mkdtempSync(join(tmpdir(), 'flag-'));
  const { code, stderr } = await runCli(['generate', ...GOOD, ...argv], { cwd });
  expect(code).toBe(2);
  const [first, why, written, ...rest] = stderr.trimEnd().split('\n');
  expect(first).toMatch(new RegExp(`^${argv[0] === '--set' ? `--set ${argv[1]!.split('=')[0]}` : argv[0]}: `));
  expect(why).toMatch(/^ {4}\S/);
  expect(rest.join('\n')).toBe('\n1 problem. Nothing was written.');
  if (fix === undefined) return;
  expect(written).toBe(`    Write ${fix}.`);
  const words =
    fix.split(' ').length > 2 || fix.includes("'") ? [argv[0]!, fix.slice(fix.indexOf("'") + 1, -1)] : fix.split(' ');
  expect(await runCli(['generate', ...GOOD, ...words], { cwd })).toMatchObject({ code: 0 });
});
