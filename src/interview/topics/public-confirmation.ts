import type { Draft } from '../draft.ts';
import { type Choice, firstOpen, type Question } from '../question.ts';

export const NO_AUTHENTICATION: Choice = {
  value: 'none',
  name: 'No authentication (public)',
  hint: 'Anyone on the network can call it.',
};

/**
 * What is public needs a confirmation (default: no) and a reason; "no" asks for the method again. `choice`: the note with the
 * choice; `after`: what else a confirmation changes.
 */
export const confirmPublic = (
  draft: Draft,
  what: string,
  key: string,
  reason: string,
  choice: string,
  after: (draft: Draft) => void = () => undefined,
): Question | undefined => {
  const id = `?public.${key}`;
  if (!draft.notes.has(id))
    return {
      id,
      kind: 'confirm',
      preset: false,
      message: `Make ${what} public, without authentication?`,
      store: (yes, d) => {
        if (yes) {
          d.set(key, 'none');
          after(d);
        } else {
          d.notes.delete(id);
          d.notes.delete(choice);
        }
      },
    } satisfies Question;
  return firstOpen(draft, [
    {
      id: reason,
      kind: 'text',
      message: 'Why is it public? (written to the manifests)',
      example: 'such as "open data"',
    },
  ]);
};
