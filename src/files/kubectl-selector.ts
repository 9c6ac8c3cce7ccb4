import { type Intent, PART_OF } from '../model/intent.ts';

/** The labels of all that belongs to a Gateway, units of teams included, as `kubectl -l` takes them. */
export const everythingOf = ({ gateway }: Pick<Intent, 'gateway'>): string =>
  `app.kubernetes.io/managed-by=eg-api-gateway,${PART_OF}=${gateway.name}`;
