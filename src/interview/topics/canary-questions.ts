import { serviceRules } from '../../answers/rules/services-rules.ts';
import type { Answers } from '../../answers/schema/answers-schema.ts';
import { service } from '../../answers/schema/service-schema.ts';
import type { Draft } from '../draft.ts';
import { firstOpen, type Topic } from '../question.ts';

/** What the rules say of a new version there: on the same host, or in the cluster as well. */
const judgeBackend = (draft: Draft, name: string | undefined, backend: string): string | undefined => {
  const stable = draft.services.find((s) => s.name === name);
  const read = service.safeParse({ ...stable, canary: { backend, weight: 10 } });
  const wrong = read.data && serviceRules({ services: [read.data] } as unknown as Answers).find((f) => !f.warning);
  return wrong && `${wrong.refusal.what} ${wrong.refusal.fix}`;
};

/** A share of the requests for a new version. */
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
        message: 'Send a share of the requests to a new version of a service?',
      };
    if (wanted === false) return undefined;
    const names = draft.services.map((s) => s.name);
    if (names.length > 1 && !draft.notes.has('?canary.service'))
      return {
        id: '?canary.service',
        kind: 'select',
        message: 'Of which service?',
        choices: names.map((n) => ({ value: n, name: n })),
      };
    const name = names.length > 1 ? String(draft.notes.get('?canary.service')) : names[0];
    const key = `services.${name}.canary`;
    return firstOpen(draft, [
      {
        id: `${key}.backend`,
        kind: 'text',
        message: 'Backend of the new version (service:port)',
        judge: (text) => judgeBackend(draft, name, text),
      },
      {
        id: `${key}.weight`,
        kind: 'text',
        message: 'Per cent of the requests',
        read: (t) => (/^\d+$/.test(t) ? Number(t) : t),
        suggestion: { value: '10', reason: 'enough to see errors, few enough to bear them' },
      },
      {
        id: `${key}.header`,
        kind: 'text',
        optional: true,
        message: 'Header that always chooses it',
        suggestion: { value: 'x-canary: always', reason: 'for your own tests' },
      },
    ]);
  },
};
