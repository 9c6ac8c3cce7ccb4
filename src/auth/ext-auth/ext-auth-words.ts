// Authorizers in the words of the runbook.
import { code } from '../../diagnostics/inline-code.ts';
import type { MethodWords, Rejection } from '../method-words.ts';
import type { ExtAuthIntent } from './ext-auth-method.ts';

const serverOf = ({ backend: b }: ExtAuthIntent): string =>
  code(`${b.namespace === undefined ? '' : `${b.namespace}/`}${b.service}:${b.port}`);

export const extAuthDescribed = (i: ExtAuthIntent): MethodWords[] => [
  { method: i.method, kind: 'external authorizer', words: `what the authorizer ${serverOf(i)} allows` },
];

/** A pod that is missing gives 500 whatever statusOnError says (seen in the lab). */
export const extAuthRejections = (i: ExtAuthIntent): Rejection[] => {
  const down = (status: 500 | 503, reason: string, fix: string): Rejection[] =>
    i.failOpen ? [] : [{ status, details: 'ext_authz_error', reason, fix }];
  const denied = {
    details: 'ext_authz_denied',
    reason: `the authorizer ${serverOf(i)} denied the request`,
    fix: 'Read the log of the authorizer.',
  };
  return [
    { status: 401, ...denied },
    { status: 403, ...denied },
    ...down(500, `the authorizer ${serverOf(i)} has no ready pod`, 'Start it.'),
    ...down(
      503,
      `the authorizer ${serverOf(i)} did not answer within ${i.timeout}`,
      `Read its log, or raise ${code('timeout')} of ${code(`auth.methods.${i.method}`)}.`,
    ),
  ];
};
