import { checkValue } from '../../answers/check-value.ts';
import { parseService } from '../../answers/flags.ts';
import type { Refusal } from '../../diagnostics/refusal.ts';
import type { Draft, ServiceDraft } from '../draft.ts';
import type { Question, Topic } from '../question.ts';

/** A path, with or without a name before it: its backend is asked for next. */
const PATH_ALONE = /^(?:[^=/]+=)?\/[^=]*$/;
/** Stands in for the backend that comes later, so that name and path can be judged now. */
const LATER = 'later:80';

const parse = (text: string): ServiceDraft | Refusal =>
  parseService(PATH_ALONE.test(text.trim()) ? `${text.trim()}=${LATER}` : text);

const judgeLine = (text: string, draft: Draft): string | undefined => {
  if (text === '') return draft.services.length > 0 ? undefined : 'At least one service is needed.';
  const s = parse(text);
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
  message:
    draft.services.length === 0 ? 'First service (/path=service:port, or /path)' : 'Next service (empty: no more)',
  judge: (text) => judgeLine(text, draft),
  read: (text) => {
    const s = parse(text);
    if (!('code' in s) && s.backend !== LATER) draft.addService(s);
    return text;
  },
});

/** The second step of a service of which only the path was typed. */
const backendOf = (line: string, draft: Draft): Question => ({
  id: `?service.${draft.services.length}.backend`,
  kind: 'text',
  message: `Where does ${line} go? (service:port, or https://...)`,
  judge: (text) => {
    const refusal = checkValue(['services', 0, 'backend'], text);
    return refusal && `${refusal.what} ${refusal.fix}`;
  },
  read: (backend) => {
    const s = parse(line);
    if (!('code' in s)) draft.addService({ ...s, backend });
    return backend;
  },
});

export const services: Topic = {
  id: 'services',
  title: '2. Services',
  next: (draft) => {
    // A file or flags that name services have named all of them.
    if (draft.notes.get('?services.given') === true) return undefined;
    const id = `?service.${draft.services.length}`;
    if (!draft.notes.has(id)) return nextService(draft);
    const line = draft.notes.get(id);
    return typeof line === 'string' ? backendOf(line, draft) : undefined;
  },
};
