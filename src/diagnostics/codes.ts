// Every code that a finding may have, explained. Loaded by `explain` and by the documentation only.
import { access } from './codes/access-codes.ts';
import { admission } from './codes/admission-codes.ts';
import type { Code, Codes } from './codes/code.ts';
import { network } from './codes/network-codes.ts';
import { own } from './codes/own-codes.ts';
import { references } from './codes/references-codes.ts';
import { sharing } from './codes/sharing-codes.ts';
import { traffic } from './codes/traffic-codes.ts';

/** Groups in the order of the page. */
const GROUPS: readonly (readonly [title: string, codes: Codes])[] = [
  ['What the API server refuses', admission],
  ['What leads nowhere or contends', references],
  ['Who gets in', access],
  ['What happens to requests', traffic],
  ['Gateways that teams share', sharing],
  ['Who may connect', network],
  ['Files and suppressions', own],
];

/** All codes by name. */
export const CODES: Codes = Object.assign({}, ...GROUPS.map(([, codes]) => codes));

/** One code as `explain` prints it. */
export const explained = (name: string, { what, why, mend, before, after }: Code): string =>
  `${name}\n\n${what}\n\nWhy: ${why}\nMend: ${mend}\n\nBefore:\n  ${before}\nAfter:\n  ${after}\n`;

/** The page of all codes, in Markdown. */
export const codesPage = (): string =>
  [
    '# Codes of findings',
    '',
    'Printed by `eg-api-gateway check`, explained by `eg-api-gateway explain CODE`; this page is made from the same place. Codes are permanent.',
    "Where a check predicts a status condition, its code is that condition's reason.",
    '',
    'A finding is accepted for a time by an annotation of its object, a line each (not what the API server refuses):',
    '',
    '```yaml',
    'metadata:',
    '  annotations:',
    '    eg-api-gateway/suppress: "JwtWithoutAudience until 2027-01-31: the issuer has one API"',
    '```',
    '',
    'or by `suppress` in the answers file: `- { code: ..., object: SecurityPolicy/users, until: 2027-01-31, reason: ... }`.',
    ...GROUPS.flatMap(([title, codes]) => [
      '',
      `## ${title}`,
      ...Object.entries(codes).flatMap(([name, c]) => [
        '',
        `### ${name}`,
        '',
        `${c.what} ${c.why} ${c.mend}`,
        '',
        '```yaml',
        `# before\n${c.before}`,
        `# after\n${c.after}`,
        '```',
      ]),
    ]),
    '',
  ].join('\n');
