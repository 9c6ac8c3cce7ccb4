import { checkValue } from '../../answers/check-value.ts';
import { parseService } from '../../answers/flags.ts';
import { briefly, type Refusal } from '../../diagnostics/refusal.ts';
import { linesOf } from '../answering.ts';
import type { Draft, ServiceDraft } from '../draft.ts';
import { firstOpen, type Question, type Topic } from '../question.ts';

const ID = '?services';
/** A path, with or without a name in front of it. The next question asks for its backend. */
const PATH_ALONE = /^(?:[^=/]+=)?\/[^=\s]*$/;
/** Replaces the backend that is entered later, so that name and path can be checked now. */
const LATER = 'later:80';
/** A path and its backend with a space or an arrow between them. */
const SPACED = /^((?:[^=/\s]+=)?\/[^=\s]*?):?\s*(?:->|=>|=|\s)\s*(\S+)$/;
/** Between two services in one line. */
const BETWEEN = /[,;\s]+(?=(?:[^=/\s,;]+=)?\/)/;

const parse = (text: string): ServiceDraft | Refusal => {
  if (PATH_ALONE.test(text)) return parseService(`${text}=${LATER}`);
  const [, path, backend] = SPACED.exec(text) ?? [];
  return parseService(path === undefined ? text : `${path}=${backend}`);
};

/** A service as answers files have it: the message about it names the form that is meant. */
const YAML = /^\s*(?:-\s*)?(?:\{|(?:name|path|backend):)/;

const inLine = (line: string): string[] => (YAML.test(line) ? [line.trim()] : servicesOfLine(line));

const servicesOfLine = (line: string): string[] =>
  line
    .trim()
    .replace(/[,;]+$/, '')
    .split(BETWEEN)
    .filter((s) => s !== '');

/** The services of all lines that can be read. */
const servicesIn = (lines: readonly string[]): ServiceDraft[] =>
  lines.flatMap(inLine).flatMap((text) => {
    const s = parse(text);
    return 'code' in s ? [] : [s];
  });

/** The paths and names of services so far. */
interface Taken {
  readonly paths: Set<string>;
  readonly names: Set<string>;
}

const add = (taken: Taken, services: readonly ServiceDraft[]): Taken => {
  for (const { name, path } of services) {
    taken.names.add(name);
    if (path !== undefined) taken.paths.add(path);
  }
  return taken;
};
const takenBy = (lines: readonly string[]): Taken => add({ paths: new Set(), names: new Set() }, servicesIn(lines));

/** By the list of lines, which only grows: a line is checked at every key, and the lines above it stay the same. */
const KNOWN = new WeakMap<readonly string[], { taken: Taken; count: number }>();
const takenAbove = (above: readonly string[]): Taken => {
  const known = KNOWN.get(above) ?? { taken: takenBy([]), count: 0 };
  add(known.taken, servicesIn(above.slice(known.count)));
  known.count = above.length;
  KNOWN.set(above, known);
  return known.taken;
};

const problemOf = (text: string, taken: readonly Taken[]): string | undefined => {
  const s = parse(text);
  if ('code' in s) return `${s.what} ${s.fix}`;
  const refusal =
    checkValue(['services', 0, 'path'], s.path) ??
    checkValue(['services', 0, 'backend'], s.backend) ??
    checkValue(['services', 0, 'name'], s.name);
  if (refusal) return briefly(refusal);
  if (taken.some(({ paths }) => paths.has(s.path ?? '')))
    return `Another service has the path ${s.path} already. Enter another path.`;
  return taken.some(({ names }) => names.has(s.name))
    ? `A service named ${s.name} exists already. Enter another name: ${s.name}-2=${s.path}${s.backend === LATER ? '' : `=${s.backend}`}.`
    : undefined;
};

const problemIn = (line: string, before: Taken): string | undefined => {
  const own = takenBy([]);
  for (const text of inLine(line)) {
    const problem = problemOf(text, [before, own]);
    if (problem !== undefined) return problem;
    add(own, servicesIn([text]));
  }
  return undefined;
};

const validateAll = (lines: readonly string[]): string | undefined => {
  const taken = takenBy([]);
  for (const line of lines) {
    const problem = problemIn(line, taken);
    if (problem !== undefined) return problem;
    add(taken, servicesIn([line]));
  }
  return undefined;
};

const list: Question = {
  id: ID,
  kind: 'lines',
  message: 'Which services are behind the gateway?',
  example: 'one in each line: /path=service:port, such as /v1/users=users:8080',
  validateLine: (line, above) => problemIn(line, takenAbove(above)),
  validateAll,
};

/** What services of a file lack: an OpenAPI document, for example, has no backends. */
const ofIncomplete = (draft: Draft): Question | undefined =>
  draft.services
    .flatMap((s): (Question | false)[] => [
      s.path === undefined && s.paths === undefined && pathOf(s.name),
      s.backend === undefined &&
        s.backends === undefined && {
          ...backendOf({ name: s.name, path: s.name }),
          id: `services.${s.name}.backend`,
        },
    ])
    .find((q): q is Question => q !== false && !draft.skipped.has(q.id));

const pathOf = (name: string): Question => ({
  id: `services.${name}.path`,
  kind: 'text',
  message: `Which path do requests for ${name} have?`,
  example: 'such as /v1/users; / is all paths',
  validate: (text) => briefly(checkValue(['services', 0, 'path'], text)),
});

/** Asks for the backend of a service if only its path was entered. */
const backendOf = ({ name, path }: ServiceDraft): Question => ({
  id: `?services.${name}.backend`,
  kind: 'text',
  message: `What is the backend of ${path}?`,
  example: 'such as users:8080; also namespace/service:port, https://...',
  validate: (text) => briefly(checkValue(['services', 0, 'backend'], text)),
});

const nextOf = (draft: Draft): Question | undefined => {
  const lines = draft.notes.get(ID);
  if (typeof lines !== 'string') return list;
  const entered = servicesIn(linesOf(lines));
  const open = firstOpen(
    draft,
    entered.map((s) => s.backend === LATER && backendOf(s)),
  );
  if (open || draft.services.length > 0) return open;
  draft.cause = ID;
  draft.addServices(
    entered.map((s) => ({ ...s, backend: String(draft.notes.get(`?services.${s.name}.backend`) ?? s.backend) })),
  );
  return undefined;
};

const shown = ({ path, backend }: ServiceDraft): string =>
  typeof backend === 'string' && path !== undefined ? `${path} -> ${backend}` : String(path ?? '');

export const services: Topic = {
  id: 'services',
  title: 'Services',
  main: true,
  keys: ['services'],
  summary: ({ services: all }) =>
    all.length > 3
      ? `${all.length}: ${all.map((s) => s.name).join(', ')}`
      : all.map(shown).join(', ') || 'those of the teams',
  // A file or flags that contain services contain all of them, perhaps without their backends.
  next: (draft) => (draft.notes.get('?services.given') === true ? ofIncomplete(draft) : nextOf(draft)),
};
