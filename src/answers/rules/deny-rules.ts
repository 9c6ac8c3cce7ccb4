import { contains } from '../../values/cidr.ts';
import type { Answers } from '../schema/answers-schema.ts';
import { type Found, found, type Rule } from './rule.ts';

const isEverything = (cidr: string): boolean => cidr.endsWith('/0');

const everything = (deny: Answers['deny'], at: readonly PropertyKey[]): Found[] =>
  (deny?.cidrs ?? []).flatMap((network, i) =>
    isEverything(network) ? [found([...at, 'cidrs', i], 'DeniesEverybody', { network })] : [],
  );

/** Networks without access: they leave somebody with access, and no allowed network is one of them. */
export const denyRules: Rule = ({ services, deny }, view) => [
  ...everything(deny, ['deny']),
  ...services.flatMap((s, i): Found[] => {
    const at = ['services', i];
    // The admission policies of teams know only the platform's networks.
    if (view && s.deny) return [found([...at, 'deny'], 'DenyOfTeam', { service: s.name })];
    const denied = [...(deny?.cidrs ?? []), ...(s.deny?.cidrs ?? [])].filter((d) => !isEverything(d));
    const covered = (s.allow?.cidrs ?? []).flatMap((network, j) => {
      const by = denied.find((d) => contains(d, network));
      return by === undefined
        ? []
        : [found([...at, 'allow', 'cidrs', j], 'AllowedNetworkDenied', { network, by, service: s.name })];
    });
    return [...everything(s.deny, [...at, 'deny']), ...covered];
  }),
];
