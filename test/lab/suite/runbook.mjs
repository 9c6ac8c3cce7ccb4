// The commands of a runbook, run as they are printed, section by section, as a person with kubectl would: apply, change, roll back,
// and what to do when a request fails.

import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { FOREIGN, kubectl, lab, labLater, mint, objectsOf, ROOT, sleep, waitProgrammed } from '../lib/cluster.mjs';
import { blocksOf } from '../lib/code-blocks.mjs';
import { notAccepted, prepare, prepareEnvironment, remove } from '../lib/place.mjs';

const PROGRAM = path.join(ROOT, 'bin/eg-api-gateway.js');

/** A folder with an answers file and its output, and the program in the PATH. */
const placeOf = (example) => {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'lab-runbook-'));
  const answers = path.join(home, 'api-gateway.yaml');
  fs.copyFileSync(path.join(ROOT, 'examples', example, 'api-gateway.yaml'), answers);
  const program = path.join(home, 'bin/eg-api-gateway');
  fs.mkdirSync(path.dirname(program));
  fs.writeFileSync(program, `#!/bin/sh\nexec '${process.execPath}' '${PROGRAM}' "$@"\n`, { mode: 0o755 });
  execFileSync(program, ['generate', '-q'], { cwd: home });
  return { bin: path.dirname(program), dir: path.join(home, 'manifests') };
};

/** Failures that the runbook announces. */
const EXPECTED = [/^1 kubectl diff /, /^1 \.\/install\.sh --check/];

/** Runs the blocks of one section in one shell, and gives what was printed and the commands that failed. */
const runSection = async ({ bin, dir }, section, names, variables) => {
  const text = fs.readFileSync(path.join(dir, 'README.md'), 'utf8');
  const commands = blocksOf(text, section)
    .join('\n')
    .replaceAll(/\bNAME\b/g, names.route);
  const script = path.join(dir, '../section.sh');
  fs.writeFileSync(script, `trap 'echo "FAILED $? $BASH_COMMAND" >&2' ERR\n${commands}`);
  const env = [`PATH=${bin}:${path.dirname(process.execPath)}:${process.env.PATH}`, ...variables];
  const { stdout, stderr } = await labLater(['client', 'env', ...env, 'bash', script], { cwd: dir, timeout: 580_000 });
  const failed = [...stderr.matchAll(/^FAILED (.*)$/gm)]
    .map((m) => m[1])
    .filter((f) => !EXPECTED.some((e) => e.test(f)));
  return { stdout, stderr, failed, commands };
};

const reported = (report, name, { failed, stdout, stderr, commands }, holds = true) =>
  report(
    commands !== '' && failed.length === 0 && holds,
    `runbook: ${name}`,
    `${failed.join('\n')}\n${stdout}\n${stderr}`,
  );

export const run = async (report, { only }) => {
  const example = 'jwt-api';
  if (FOREIGN !== undefined || (only && !only.split(',').includes(example))) return;
  prepareEnvironment();
  const place = placeOf(example);
  const objects = objectsOf(place.dir);
  lab('values', path.join(place.dir, 'envoy-gateway-values.yaml'));
  prepare(objects);
  const claims = { iss: 'https://auth.example.com/', aud: 'api', sub: 'runbook', scope: 'orders:read' };
  const tokens = [
    `TOKEN_CUSTOMERS=${mint(claims)}`,
    `TOKEN_CUSTOMERS_FORBIDDEN=${mint({ ...claims, scope: 'nothing' })}`,
  ];
  const names = { route: 'status' };
  const applied = await runSection(place, 'Apply', names, tokens);
  reported(report, 'Apply, with the self-signed certificate', applied, /0 failed/.test(applied.stdout));
  report(notAccepted(objects).length === 0, 'runbook: everything is accepted', notAccepted(objects).join(', '));

  const address = await waitProgrammed('shop', 'shop');
  const get = (url, ...more) =>
    lab(
      'curl',
      '-sk',
      '-o',
      '/dev/null',
      '-w',
      '%{http_code}',
      '--resolve',
      `api.example.com:443:${address}`,
      ...more,
      url,
    );
  const refused = get('https://api.example.com/v1/users');
  const policy = objects.find((o) => o.kind === 'SecurityPolicy' && o.spec.jwt).metadata.name;
  const broken = {
    spec: { apiKeyAuth: { credentialRefs: [{ name: 'absent' }], extractFrom: [{ headers: ['x-key'] }] } },
  };
  kubectl('patch', 'securitypolicy', '-n', 'shop', policy, '--type=merge', '-p', JSON.stringify(broken));
  // Envoy writes its access log every 10 s.
  await sleep(12_000);
  const failing = await runSection(place, 'When a request fails', names, []);
  report(
    refused === '401' && failing.stdout.includes('jwt_authn_access_denied{Jwt_is_missing}'),
    'runbook: When a request fails: the access log states the reason of a 401',
    failing.stdout + failing.stderr,
  );
  report(
    failing.stdout.includes(`SecurityPolicy ${policy}: `) && failing.stdout.includes('absent does not exist'),
    'runbook: When a request fails: the reason of a policy that is not accepted is printed',
    failing.stdout + failing.stderr,
  );
  report(
    /httproute.*users.*customers/.test(failing.stdout),
    'runbook: the policies of each route are listed',
    failing.stdout,
  );

  // The change repairs what somebody changed by hand.
  kubectl('delete', 'securitypolicy', '-n', 'shop', policy);
  reported(report, 'Change', await runSection(place, 'Change', names, []));
  reported(report, 'Roll back', await runSection(place, 'Roll back', names, []));
  kubectl('apply', '-k', place.dir);
  remove(place.dir);
};
