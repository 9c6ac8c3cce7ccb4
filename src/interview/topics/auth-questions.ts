import type { Draft } from '../draft.ts';
import { type Choice, firstOpen, type Question, type Topic } from '../question.ts';
import { METHOD_CHOICES, nextOfMethod } from './auth-methods-questions.ts';

const NONE: Choice = { value: 'none', name: 'No authentication (public)', hint: 'Anyone on the network can call it.' };
const CHOICES: readonly Choice[] = [
  ...METHOD_CHOICES.map((k) => ({ value: k.choice, name: k.words, hint: k.hint })),
  NONE,
];
const nameOf = (choice: string): string => METHOD_CHOICES.find((k) => k.choice === choice)?.name ?? 'none';

/** A public service needs a confirmation (default: No) and a reason; "no" asks for the method again. */
const confirmPublic = (draft: Draft, name: string, choiceId: string): Question | undefined => {
  const id = `?public.${name}`;
  if (!draft.notes.has(id))
    return {
      id,
      kind: 'confirm',
      preset: false,
      message: `Make service ${name} public, without authentication?`,
      store: (yes, d) => {
        if (yes) d.set(`services.${name}.auth`, 'none');
        else {
          d.notes.delete(id);
          d.notes.delete(choiceId);
        }
      },
    };
  return firstOpen(draft, [
    {
      id: `services.${name}.publicReason`,
      kind: 'text',
      message: `Why is service ${name} public? (written to the manifests)`,
    },
  ]);
};

const choose = (id: string, message: string): Question => ({ id, kind: 'select', message, choices: CHOICES });

const nextOfService = (draft: Draft, name: string): Question | undefined => {
  const id = `?auth.${name}`;
  if (!draft.notes.has(id))
    return draft.has(`services.${name}.auth`) ? undefined : choose(id, `How do clients of ${name} authenticate?`);
  const choice = String(draft.notes.get(id));
  if (choice === 'none') return confirmPublic(draft, name, id);
  const open = nextOfMethod(choice, draft, id);
  if (!open && !draft.has(`services.${name}.auth`)) draft.set(`services.${name}.auth`, nameOf(choice), 'asked', id);
  return open;
};

/** How clients authenticate: one method for all services, or one for each. */
export const auth: Topic = {
  id: 'auth',
  title: '3. Authentication',
  next: (draft) => {
    const open = draft.services.filter((s) => s.auth === undefined || draft.notes.has(`?auth.${s.name}`));
    if (draft.has('auth.default') && !draft.notes.has('?auth')) return undefined;
    if (open.length === 0) return undefined;
    if (open.length > 1 && !draft.notes.has('?auth.same'))
      return {
        id: '?auth.same',
        kind: 'confirm',
        preset: true,
        message: 'Use the same authentication for all services?',
        reason: 'you can add public paths and more methods later',
      };
    if (open.length === 1 || draft.notes.get('?auth.same') === false) {
      for (const s of open) {
        const next = nextOfService(draft, s.name);
        if (next) return next;
      }
      return undefined;
    }
    if (!draft.notes.has('?auth')) return choose('?auth', 'How do clients authenticate?');
    const choice = String(draft.notes.get('?auth'));
    if (choice === 'none') {
      for (const s of open) {
        const next = confirmPublic(draft, s.name, '?auth');
        if (next) return next;
      }
      return undefined;
    }
    const next = nextOfMethod(choice, draft, '?auth');
    if (!next) draft.set('auth.default', nameOf(choice), 'asked', '?auth');
    return next;
  },
};
