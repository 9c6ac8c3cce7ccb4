import { type Intent, PART_OF } from '../model/intent.ts';

/** Label selector for all objects of a Gateway, units of teams included, for `kubectl -l`. */
export const everythingOf = ({ gateway }: Pick<Intent, 'gateway'>): string =>
  `app.kubernetes.io/managed-by=eg-api-gateway,${PART_OF}=${gateway.name}`;
