import type { Intent, RuleIntent } from '../model/intent.ts';
import { firstOf } from '../model/object-names.ts';

/** Rows of the table; the runbook states how many more there are. */
const MOST_ROWS = 100;

const target = ({ answer: a }: RuleIntent): string => {
  if (a?.kind !== 'redirect') return '';
  const host =
    a.hostname === undefined
      ? ''
      : `${a.scheme === undefined ? 'https' : a.scheme}://${a.hostname}${a.port === undefined ? '' : `:${a.port}`}`;
  return `${a.status} to ${`${host}${a.path?.value ?? ''}` || 'https'}`;
};

/** What the gateway answers itself: redirects and fixed responses. */
export const ownAnswerRows = ({ routes }: Intent) => {
  const rows = routes.flatMap((r) =>
    r.rules
      .filter((rule) => rule.answer && rule.destinations.length === 0 && !rule.preflight)
      .map((rule) => ({
        path: rule.matches[0]!.path.value,
        answer: rule.answer?.kind === 'response' ? String(rule.answer.status) : target(rule),
        auth: r.methods.length > 0 ? r.methods.join(r.all ? ' and ' : ' or ') : 'public',
      })),
  );
  return { rows: rows.slice(0, MOST_ROWS), more: Math.max(0, rows.length - MOST_ROWS) };
};

/** Services in maintenance; empty: none. */
export const inMaintenance = ({ routes }: Intent): string =>
  firstOf(
    [
      ...new Set(
        routes
          .filter((r) => r.rules.some(({ answer: a }) => a?.kind === 'response' && a.maintenance))
          .map((r) => r.service),
      ),
    ],
    20,
  );
