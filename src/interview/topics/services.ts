import { checkValue } from '../../answers/check-value.ts';
import { parseService } from '../../answers/flags.ts';
import type { Draft } from '../draft.ts';
import type { Question, Topic } from '../question.ts';

const judgeLine = (text: string, draft: Draft): string | undefined => {
  if (text === '') return draft.services.length > 0 ? undefined : 'At least one service is needed.';
  const s = parseService(text);
  if ('code' in s) return `${s.what} ${s.fix}`;
  const refusal =
    checkValue(['services', 0, 'path'], s.path) ??
    checkValue(['services', 0, 'backend'], s.backend) ??
    checkValue(['services', 0, 'name'], s.name);
  if (refusal) return `${refusal.what} ${refusal.fix}`;
  if (draft.services.some((x) => x.name === s.name))
    return `There is a service ${s.name} already. Write name=/path=backend.`;
  return draft.services.some((x) => x.path === s.path) ? `${s.path} is taken already.` : undefined;
};

/** One line a service; an empty line ends. */
const nextService = (draft: Draft): Question => ({
  id: `?service.${draft.services.length}`,
  kind: 'text',
  optional: draft.services.length > 0,
  message: draft.services.length === 0 ? 'First service (/path=service:port)' : 'Next service (empty: no more)',
  judge: (text) => judgeLine(text, draft),
  read: (text) => {
    const s = parseService(text);
    if (!('code' in s)) {
      draft.input.services = [...draft.services, s];
      draft.origins.set(`services.${s.name}`, 'asked');
    }
    return text;
  },
});

export const services: Topic = {
  id: 'services',
  title: '2. Services',
  next: (draft) => {
    // A file or flags that name services have named all of them.
    if (draft.notes.get('?services.given') === true) return undefined;
    const last = draft.notes.get(`?service.${draft.services.length}`);
    return draft.notes.has(`?service.${draft.services.length}`) && last === undefined ? undefined : nextService(draft);
  },
};
