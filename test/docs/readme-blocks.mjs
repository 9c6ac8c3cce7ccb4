// The blocks of README.md that the program makes of examples/minimal: the answers file, the files that it becomes, a policy
// of them, and lines of validate.sh. Each follows a comment with its name.
import { execFile, execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readmeGateway, TOKEN } from './readme-gateway.mjs';

const PROGRAM = fileURLToPath(new URL('../../bin/eg-api-gateway.js', import.meta.url));
const run = (cwd, ...args) => execFileSync(process.execPath, [PROGRAM, ...args], { cwd, encoding: 'utf8' });

/** What a reader wants to know about each file. */
const FILES = {
  'README.md': 'the runbook: a picture, every step, every error code by route',
  '10-gatewayclass.yaml': 'class, proxies: replicas and resources from your peak load',
  '20-gateway.yaml': 'listeners, denied by default',
  '30-certificate.yaml': 'the certificate (cert-manager)',
  '40-httproutes.yaml': 'a route for each service',
  '50-securitypolicies.yaml': 'authentication and authorization',
  '60-backendtrafficpolicies.yaml': 'rate limits, retries, timeouts',
  '70-clienttrafficpolicy.yaml': 'client connections, forged headers, TLS',
  'envoy-gateway-values.yaml': 'values of the Helm chart',
  'install.sh': 'installs Envoy Gateway if it is missing',
  'kustomization.yaml': 'the apply order',
  'prune.sh': 'deletes what is no longer generated',
  'validate-engine.sh': 'runs the checks of validate.sh; the same for every gateway',
  'validate.sh': 'verifies the running gateway with curl: a table of checks',
};

const treeOf = (folder) => {
  const names = readdirSync(folder).sort();
  const width = Math.max(...names.map((name) => name.length));
  const lines = names.map((name, i) => {
    if (!Object.hasOwn(FILES, name)) throw new Error(`test/docs/readme-blocks.mjs has no words for ${name}.`);
    return `${i === names.length - 1 ? '└──' : '├──'} ${name.padEnd(width)}  ${FILES[name]}`;
  });
  return ['manifests', ...lines, ''].join('\n');
};

/** What the policy of `customers` requires; its name and the routes that it selects are above. */
const policyOf = (folder) => {
  const document = readFileSync(join(folder, '50-securitypolicies.yaml'), 'utf8')
    .split('---\n')
    .find((text) => text.includes('\n  jwt:\n'));
  return document.slice(document.indexOf('  jwt:\n'));
};

/** Checks of validate.sh that README shows, by what their lines say. */
const SHOWN = [/users.*without credentials/, /users.*credentials reach/, /users.*429/];

/** Runs validate.sh against the stand-in, without a cluster. */
const validate = async (folder, work) => {
  const gateway = await readmeGateway(work);
  const bin = join(work, 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'kubectl'), '#!/bin/sh\nexit 1\n');
  chmodSync(join(bin, 'kubectl'), 0o755);
  const ports = ['--https-port', `${gateway.https}`, '--http-port', `${gateway.http}`];
  const args = [join(folder, 'validate.sh'), '--insecure', '--timeout', '100', '--address', '127.0.0.1', ...ports];
  const env = { PATH: `${bin}${delimiter}${process.env.PATH}`, TMPDIR: work, TOKEN_CUSTOMERS: TOKEN };
  const said = await new Promise((done) => {
    execFile('bash', args, { env, timeout: 300_000 }, (_, stdout, stderr) => done(stdout + stderr));
  });
  gateway.close();
  return said;
};

const linesOf = (said) => {
  const lines = SHOWN.map((pattern) => {
    const line = said.split('\n').find((text) => /^ok \d/.test(text) && pattern.test(text));
    if (line === undefined) throw new Error(`validate.sh prints no line "ok" like ${pattern}:\n${said}`);
    return line;
  });
  return ['$ TOKEN_CUSTOMERS=... manifests/validate.sh --insecure', ...lines, ''].join('\n');
};

/** The blocks by name. */
export const readmeBlocks = async () => {
  const work = mkdtempSync(join(tmpdir(), 'readme-'));
  try {
    run(work, 'init', '-q', '--minimal');
    run(work, 'generate', '-q');
    const folder = join(work, 'manifests');
    const [, ...answers] = readFileSync(join(work, 'api-gateway.yaml'), 'utf8').split('\n');
    return {
      answers: answers.join('\n'),
      files: treeOf(folder),
      policy: policyOf(folder),
      validation: linesOf(await validate(folder, work)),
    };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
};

/** The page with these blocks in it; its other text stays. */
export const withBlocks = (page, blocks) => {
  let out = page;
  for (const [name, text] of Object.entries(blocks)) {
    const block = new RegExp(`(?<=^<!-- ${name} -->\n\`\`\`[a-z]*\n)[\\s\\S]*?(?=^\`\`\`$)`, 'm');
    if (!block.test(out)) throw new Error(`README.md has no block after the comment "${name}".`);
    out = out.replace(block, () => text);
  }
  return out;
};
