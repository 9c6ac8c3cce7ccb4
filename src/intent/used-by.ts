import { firstOf } from '../model/object-names.ts';
import { methodWords } from '../model/route-methods.ts';
import type { RouteDraft } from './routes.ts';

/** Services that the comment on a shared policy names. */
const MOST_NAMES = 5;

type Draft = Pick<RouteDraft, 'service' | 'role' | 'methods' | 'all'>;

const servicesOf = (drafts: readonly Draft[]): string[] => [...new Set(drafts.map((d) => d.service))];

/** The services with more than one policy, from the routes of each policy. */
export const splitServices = (policies: readonly (readonly Draft[])[]): ReadonlySet<string> => {
  const seen = new Set<string>();
  const split = new Set<string>();
  for (const service of policies.flatMap(servicesOf)) (seen.has(service) ? split : seen).add(service);
  return split;
};

const requestsOf = (draft: Draft): string => {
  if (draft.role === 'public') return 'requests to public paths';
  return draft.methods.length > 0
    ? `requests authenticated by ${methodWords(draft)}`
    : 'requests without authentication';
};

/** The services that use a policy. If one of them has other policies, also the requests that this one is for. */
export const usedBy = (drafts: readonly Draft[], split: ReadonlySet<string>): string => {
  const services = servicesOf(drafts);
  const requests = services.some((s) => split.has(s)) ? [...new Set(drafts.map(requestsOf))].join(' and ') : '';
  if (services.length === 1) return `Used by service ${services[0]}${requests && `, for ${requests}`}.`;
  const names = firstOf(services, MOST_NAMES);
  return `Used by ${services.length} services with the same settings: ${names}${requests && `; for ${requests}`}.`;
};
