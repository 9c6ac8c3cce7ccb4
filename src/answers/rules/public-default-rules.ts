import { listed } from '../../diagnostics/shown.ts';
import { methodNames } from '../schema/auth-schema.ts';
import { type Found, found, type Rule } from './rule.ts';

/** A default that makes services public needs a reason, because it also applies to services that are added later. */
export const publicDefaultRules: Rule = ({ services, auth }, view): Found[] => {
  if (view || auth?.publicReason !== undefined || !methodNames(auth?.default).includes('none')) return [];
  const open = services.filter((s) => s.auth === undefined && s.publicReason === undefined).map((s) => s.name);
  return open.length === 0 ? [] : [found(['auth', 'default'], 'PublicDefaultUnexplained', { services: listed(open) })];
};
