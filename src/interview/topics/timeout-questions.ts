import { checkValue } from '../../answers/check-value.ts';
import { briefly } from '../../diagnostics/refusal.ts';
import { DEFAULTS } from '../../values/defaults.ts';
import { firstOpen, type Topic } from '../question.ts';

const { usual } = DEFAULTS.service.timeout.values;
const durationIn = (text: string): string => text.replace(/\s+/g, '');

/** How long a request may take. Services with their own timeout keep it. */
export const timeout: Topic = {
  id: 'timeout',
  title: 'Timeout',
  keys: ['services.*.timeout'],
  summary: (draft) => {
    const all = [...new Set(draft.services.map((s) => String(s.timeout ?? usual)))];
    return all.length < 2 ? `${all[0] ?? usual} for each request` : all.join(', ');
  },
  next: (draft) =>
    draft.notes.get('?services.given') === true && !draft.opened.has('timeout')
      ? undefined
      : firstOpen(draft, [
          {
            id: '?timeout',
            kind: 'text',
            recommended: true,
            message: 'How long may a request take?',
            example: 'such as 5s or 1m30s',
            validate: (t) => briefly(checkValue(['services', 0, 'timeout'], durationIn(t))),
            suggestion: { value: usual, reason: 'the default; a slower request gets 504' },
            read: (t) => {
              for (const s of draft.services)
                if (durationIn(t) !== usual && s.timeout === undefined)
                  draft.set(`services.${s.name}.timeout`, durationIn(t));
              return t;
            },
          },
        ]),
};
