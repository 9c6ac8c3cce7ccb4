import { serviceRules } from '../../answers/rules/services-rules.ts';
import type { Answers } from '../../answers/schema/answers-schema.ts';
import { service } from '../../answers/schema/service-schema.ts';
import { briefly } from '../../diagnostics/refusal.ts';
import type { Draft } from '../draft.ts';
import { firstOpen, type Topic } from '../question.ts';

/** The reason to refuse this backend as a new version: both must be in the cluster, or on the same external host. */
const validateBackend = (draft: Draft, name: string | undefined, backend: string): string | undefined => {
  const stable = draft.services.find((s) => s.name === name);
  const read = service.safeParse({ ...stable, canary: { backend, weight: 10 } });
  const wrong = read.data && serviceRules({ services: [read.data] } as unknown as Answers).find((f) => !f.warning);
  return briefly(wrong?.refusal);
};

/** Sends a share of requests to a new version. */
export const canary: Topic = {
  id: 'canary',
  title: '7. Canary',
  next: (draft) => {
    if (draft.notes.get('?services.given') === true) return undefined;
    const wanted = draft.notes.get('?canary');
    if (wanted === undefined)
      return {
        id: '?canary',
        kind: 'confirm',
        preset: false,
        message: 'Send a share of requests to a new version of a service?',
      };
    if (wanted === false) return undefined;
    const names = draft.services.map((s) => s.name);
    if (names.length > 1 && !draft.notes.has('?canary.service'))
      return {
        id: '?canary.service',
        kind: 'select',
        message: 'Which service has a new version?',
        choices: names.map((n) => ({ value: n, name: n })),
      };
    const name = names.length > 1 ? String(draft.notes.get('?canary.service')) : names[0];
    const key = `services.${name}.canary`;
    return firstOpen(draft, [
      {
        id: `${key}.backend`,
        kind: 'text',
        message: 'What is the backend of the new version? (service:port)',
        validate: (text) => validateBackend(draft, name, text),
      },
      {
        id: `${key}.weight`,
        kind: 'text',
        message: 'What percentage of requests goes to the new version?',
        read: (t) => (/^\d+$/.test(t) ? Number(t) : t),
        suggestion: { value: '10', reason: 'enough to see errors, with few clients affected' },
      },
      {
        id: `${key}.header`,
        kind: 'text',
        optional: true,
        message: 'Which header always selects the new version? (name: value)',
        suggestion: { value: 'x-canary: always', reason: 'for testing the new version' },
      },
    ]);
  },
};
