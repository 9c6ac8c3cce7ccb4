// What probes of a route share.
import { kindOfIntent } from '../../auth/kinds.ts';
import type { SecurityIntent } from '../../model/intent.ts';
import type { LookAt } from '../../stages.ts';
import type { Check, Expectation, Group, Probe } from '../probe.ts';

/** The file to look at, by what decides the result. */
export const FILE = {
  route: 'httpRoutes',
  security: 'securityPolicies',
  gateway: 'gateway',
  client: 'clientTrafficPolicy',
} as const;

/** The response to a request without credentials. */
export const refusal = ({ auth }: SecurityIntent): Expectation => {
  // Of several methods, the one whose filter is the first refuses.
  const [first] = auth;
  return first ? kindOfIntent(first).refused(first) : { status: '401' };
};

/** A probe; `unseen` says why nobody can observe it from outside. */
export const probe = (
  id: string,
  group: Group,
  title: string,
  lookAt: LookAt,
  check: Check,
  unseen?: string,
): Probe => ({
  id,
  group,
  title,
  lookAt,
  check,
  ...(unseen === undefined ? {} : { unseen }),
});
