import { checkValue } from '../../answers/check-value.ts';
import { parseService } from '../../answers/flags.ts';
import { briefly, type Refusal } from '../../diagnostics/refusal.ts';
import type { Draft, ServiceDraft } from '../draft.ts';
import type { Question, Topic } from '../question.ts';

/** A path, with or without a name in front of it. The next question asks for its backend. */
const PATH_ALONE = /^(?:[^=/]+=)?\/[^=]*$/;
/** Replaces the backend that is entered later, so that name and path can be checked now. */
const LATER = 'later:80';

const parse = (text: string): ServiceDraft | Refusal =>
  parseService(PATH_ALONE.test(text.trim()) ? `${text.trim()}=${LATER}` : text);

const validateLine = (text: string, draft: Draft): string | undefined => {
  if (text === '') return draft.services.length > 0 ? undefined : 'Enter at least one service.';
  const s = parse(text);
  if ('code' in s) return `${s.what} ${s.fix}`;
  const refusal =
    checkValue(['services', 0, 'path'], s.path) ??
    checkValue(['services', 0, 'backend'], s.backend) ??
    checkValue(['services', 0, 'name'], s.name);
  if (refusal) return briefly(refusal);
  if (draft.services.some((x) => x.name === s.name))
    return `A service named ${s.name} exists already. Enter another name: ${s.name}-2=${s.path}${s.backend === LATER ? '' : `=${s.backend}`}.`;
  return draft.services.some((x) => x.path === s.path)
    ? `Another service has the path ${s.path} already. Enter another path.`
    : undefined;
};

/** Asks for one service in each line; an empty line ends the list. */
const nextService = (draft: Draft): Question => ({
  id: `?service.${draft.services.length}`,
  kind: 'text',
  optional: draft.services.length > 0,
  message:
    draft.services.length === 0
      ? 'What is the first service? (/path=service:port, or /path)'
      : 'What is the next service? (empty: no more services)',
  validate: (text) => validateLine(text, draft),
  read: (text) => {
    const s = parse(text);
    if (!('code' in s) && s.backend !== LATER) draft.addService(s);
    return text;
  },
});

/** Asks for the backend of a service if only its path was entered. */
const backendOf = (line: string, draft: Draft): Question => ({
  id: `?service.${draft.services.length}.backend`,
  kind: 'text',
  message: `What is the backend of ${line}? (service:port, or https://...)`,
  validate: (text) => {
    const refusal = checkValue(['services', 0, 'backend'], text);
    return briefly(refusal);
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
    // A file or flags that contain services contain all of them.
    if (draft.notes.get('?services.given') === true) return undefined;
    const id = `?service.${draft.services.length}`;
    if (!draft.notes.has(id)) return nextService(draft);
    const line = draft.notes.get(id);
    return typeof line === 'string' ? backendOf(line, draft) : undefined;
  },
};
