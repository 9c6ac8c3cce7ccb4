import type { Validation } from 'kubernetes-types/admissionregistration/v1.d.ts';
import type { Intent } from '../../intent/model.ts';
import { UNIT } from '../rate-limit.ts';
import { all, text } from './cel.ts';

/**
 * Each limit of the platform is there, and no rule allows more in its unit. Local limits are per replica, so the platform's
 * number is the most that one of them may allow; whom a rule counts is not judged here.
 */
export const limitsWithin = (limits: Intent['ceiling'], scope: 'local' | 'global'): Validation[] => {
  if (limits.length === 0) return [];
  const rules = `object.spec.rateLimit.${scope}.rules`;
  const each = limits.map(({ requests, unit }) => {
    const word = text(UNIT[unit]);
    return `${rules}.exists(r, r.limit.unit == ${word}) && ${rules}.all(r, r.limit.unit != ${word} || r.limit.requests <= ${requests})`;
  });
  return [
    {
      expression: `has(object.spec.rateLimit) && has(object.spec.rateLimit.${scope}) && has(${rules}) && ${all(each)}`,
      message: `a policy of a team limits to at most ${limits.map((l) => `${l.requests} a ${l.unit}`).join(' and ')} (${scope})`,
      reason: 'Forbidden',
    },
  ];
};
