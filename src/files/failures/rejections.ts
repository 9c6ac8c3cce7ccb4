// Why requests get 401 or 403 from the methods of the gateway.

import { kindOfIntent } from '../../auth/kinds.ts';
import type { Rejection } from '../../auth/method-words.ts';
import type { Intent } from '../../model/intent.ts';
import { distinctAuth } from '../distinct-auth.ts';
import type { ServiceFacts } from '../service-facts.ts';
import { grouped } from './grouped.ts';

/** Rows of one table: with many methods, the first ones. */
const MOST_ROWS = 30;

/** The reasons of all policies for one status, each once. */
export const rejectionsOf = (intent: Intent, status: Rejection['status']): Rejection[] => {
  const all = distinctAuth(intent).flatMap((a) => kindOfIntent(a).rejections(a));
  return [
    ...new Map(all.filter((r) => r.status === status).map((r) => [`${r.details} ${r.reason}`, r])).values(),
  ].slice(0, MOST_ROWS);
};

/** What clients must send, for each combination of methods. */
export const requiredRows = (intent: Intent, facts: readonly ServiceFacts[]) => {
  const words = new Map<string, Set<string>>();
  for (const a of distinctAuth(intent))
    for (const d of kindOfIntent(a).described(a)) words.set(d.method, (words.get(d.method) ?? new Set()).add(d.words));
  const methods = new Map(facts.map((f) => [f.auth, f.service]));
  return grouped(facts, (f) => f.auth).map(({ text, services }) => {
    const { auth, authAll } = methods.get(text)!;
    const each = auth.map((m) => [...(words.get(m) ?? [m])].join(', or '));
    return { services, auth: text, needs: each.join(authAll ? ', and ' : ', or ') };
  });
};
