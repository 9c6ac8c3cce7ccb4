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

/** Requests that fail, and what the runbook names as response_code_details of the access log. `claims`: of a token that they carry. */
const REASONS = [
  { details: 'Jwt_is_missing', status: '401', path: '/v1/users' },
  { details: 'Jwt_is_expired', status: '401', path: '/v1/users', claims: { exp_in: -1000 } },
  { details: 'Jwt_is_not_in_the_form', status: '401', path: '/v1/users', flags: ['-H', 'Authorization: Bearer abc'] },
  {
    details: 'Jwt_issuer_is_not_configured',
    status: '401',
    path: '/v1/users',
    claims: { iss: 'https://other.example/' },
  },
  { details: 'Audiences_in_Jwt_are_not_allowed', status: '403', path: '/v1/users', claims: { aud: 'other' } },
  { details: 'rbac_access_denied', status: '403', path: '/v1/orders', claims: { scope: 'nothing' } },
  { details: 'route_not_found', status: '404', path: '/v1/users', flags: ['-H', 'Host: other.example.com'] },
  { details: 'http1.unexpected_underscore', status: '400', path: '/status', flags: ['--http1.1', '-H', 'x_y: 1'] },
  { details: 'path_normalization_failed', status: '400', path: '/status/%2fa' },
  { details: 'low_version', status: '426', path: '/status', flags: ['--http1.0'] },
  {
    details: 'headers_too_large',
    status: '431',
    path: '/status',
    flags: ['--http1.1', '-H', `x-big: ${'a'.repeat(90_000)}`],
  },
  { details: 'response_timeout', status: '504', path: '/status?delay=17000' },
];

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

/** Reports an observation, with what was printed if it fails. */
const observed = (report, ok, name, { stdout, stderr, failed }) =>
  report(ok, `runbook: ${name}`, ok ? '' : `${failed.join('\n')}\n${stdout}\n${stderr}`);

/** Reports that every command of a section worked. */
const reported = (report, name, done, holds = true) =>
  observed(report, done.commands !== '' && done.failed.length === 0 && holds, name, done);

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
  for (const { details, status, path: target, claims: own, flags = [] } of REASONS) {
    const token = own ? ['-H', `Authorization: Bearer ${mint({ ...claims, ...own })}`] : [];
    const got = get(`https://api.example.com${target}`, ...flags, ...token);
    report(got === status, `runbook: a request with ${details} gets ${status}`, got);
  }
  const policy = objects.find((o) => o.kind === 'SecurityPolicy' && o.spec.jwt).metadata.name;
  const broken = {
    spec: { apiKeyAuth: { credentialRefs: [{ name: 'absent' }], extractFrom: [{ headers: ['x-key'] }] } },
  };
  kubectl('patch', 'securitypolicy', '-n', 'shop', policy, '--type=merge', '-p', JSON.stringify(broken));
  // Envoy writes its access log every 10 s.
  await sleep(12_000);
  const failing = await runSection(place, 'When a request fails', names, []);
  observed(
    report,
    failing.stdout.includes('jwt_authn_access_denied{Jwt_is_missing}') || /"status":401/.test(failing.stdout),
    'When a request fails: the access log of a 401 is printed',
    failing,
  );
  const log = kubectl(
    'logs',
    '-n',
    'envoy-gateway-system',
    '-c',
    'envoy',
    '--since=10m',
    '--tail=-1',
    '-l',
    'gateway.envoyproxy.io/owning-gateway-name=shop',
  );
  const runbook = fs.readFileSync(path.join(place.dir, 'README.md'), 'utf8');
  for (const { details } of REASONS) {
    const logged = log.split('\n').some((line) => line.includes('"response_code_details"') && line.includes(details));
    report(
      logged && runbook.includes(details),
      `runbook: the access log and the runbook name ${details}`,
      `logged: ${logged}`,
    );
  }
  observed(
    report,
    failing.stdout.includes(`SecurityPolicy ${policy}: `) && failing.stdout.includes('absent does not exist'),
    'When a request fails: the reason of a policy that is not accepted is printed',
    failing,
  );
  observed(
    report,
    /httproute.*users.*customers/.test(failing.stdout),
    'the policies of each route are listed',
    failing,
  );

  // The change repairs what somebody changed by hand.
  kubectl('delete', 'securitypolicy', '-n', 'shop', policy);
  reported(report, 'Change', await runSection(place, 'Change', names, []));
  reported(report, 'Roll back', await runSection(place, 'Roll back', names, []));
  kubectl('apply', '-k', place.dir);
  remove(place.dir);
};
