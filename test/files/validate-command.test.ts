// The command by which a runbook proves the gateway is one that passes: with the options that the certificate asks for.
import { expect, test } from 'vitest';
import { nextSteps } from '../../src/cli/output/next-steps.ts';
import { filesOf, intentOf } from './fixture.ts';

const answers = (tls: string): string => `version: 1
hostname: api.example.com
tls: ${tls}
services: [{ name: a, path: /a, backend: "a:1", auth: none }]
`;

test.each([
  ['a self-signed trial', '{ selfSigned: true }', ' --insecure'],
  ['a staging certificate', '{ issuer: le, acme: { email: ops@example.com, server: staging } }', ' --insecure'],
  ['a certificate that clients trust', '{ issuer: le, acme: { email: ops@example.com } }', ''],
  ['a Secret of their own', '{ secret: api-tls }', ''],
  [
    'certificates of clients, self-signed',
    '{ selfSigned: true, clientAuth: { ca: clients } }',
    ' --insecure --client-cert client.crt --client-key client.key',
  ],
  ['certificates of clients, if they have one', '{ secret: t, clientAuth: { ca: clients, optional: true } }', ''],
])('%s', (_, tls, options) => {
  const runbook = filesOf(answers(tls)).get('README.md')!.text;
  expect(runbook.match(/^ *\.\/validate\.sh.*$/gm)!.map((l) => l.trim())).toEqual([`./validate.sh${options}`]);
  expect(nextSteps('out', intentOf(answers(tls))).at(-1)).toBe(`out/validate.sh${options}`);
});
