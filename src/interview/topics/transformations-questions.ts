import { checkValue } from '../../answers/check-value.ts';
import { briefly } from '../../diagnostics/refusal.ts';
import { linesOf } from '../answering.ts';
import type { Draft } from '../draft.ts';
import type { Question, Topic } from '../question.ts';
import { problemWith } from '../whole-problem.ts';

const REQUEST_ID = { 'X-Request-ID': '%REQ(X-REQUEST-ID)%' };
const HEADERS = 'transform.request.set';

const headersIn = (lines: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')).trim(), line.slice(line.indexOf(':') + 1).trim()]),
  );

const validateHeader = (draft: Draft, line: string, above: readonly string[]): string | undefined => {
  if (!/^[^:\s]+\s*:\s*\S/.test(line)) return 'Enter the name and the value of a header, such as X-Env: production.';
  const [name = ''] = Object.keys(headersIn([line]));
  if (
    Object.keys({ ...headersIn(above), ...(draft.get(HEADERS) as object) }).some(
      (h) => h.toLowerCase() === name.toLowerCase(),
    )
  )
    return `${name} is set already. Enter each header once.`;
  const value = headersIn([line]);
  return briefly(checkValue(HEADERS, value)) ?? problemWith(draft, [[HEADERS, value]], ['transform']);
};

/** Headers that a person wants in addition to the recommended ones. */
const headers = (draft: Draft): Question => ({
  id: '?headers',
  kind: 'lines',
  optional: true,
  message: 'Which headers does the gateway set on requests?',
  example: 'one in each line, such as X-Env: production',
  validateLine: (line, above) => validateHeader(draft, line, above),
  read: (text) => {
    draft.set(HEADERS, { ...(draft.get(HEADERS) as object), ...headersIn(linesOf(text)) });
    return text;
  },
});

const rewrite = (draft: Draft): Question | undefined => {
  if (!draft.notes.get('?rewrite')) return undefined;
  const s = draft.services.find((x) => !draft.notes.has(`services.${x.name}.rewrite`) && x.rewrite === undefined);
  return (
    s && {
      id: `services.${s.name}.rewrite`,
      kind: 'text',
      optional: true,
      message: `What replaces ${String(s.path)} for ${s.name}? (/ removes it; empty keeps it)`,
    }
  );
};

const open = (draft: Draft, id: string): boolean => !draft.notes.has(id);

const nextOf = (draft: Draft, given: boolean): Question | undefined => {
  if (open(draft, '?transform') && !given)
    return {
      id: '?transform',
      kind: 'confirm',
      preset: false,
      message: 'Change headers or rewrite paths?',
      reason: 'in any case, requests get an X-Request-ID, and Server and X-Powered-By are removed',
    };
  const wanted = draft.notes.get('?transform') === true;
  const recommended = !wanted;
  if (open(draft, '?requestId') && !given)
    return {
      id: '?requestId',
      kind: 'confirm',
      recommended,
      preset: true,
      message: 'Send a request ID (X-Request-ID) to each service?',
      reason: 'the access log contains the same ID',
      store: (yes, d) => void (yes && d.set('transform.request', { set: REQUEST_ID })),
    };
  if (open(draft, '?server') && !given)
    return {
      id: '?server',
      kind: 'confirm',
      recommended,
      preset: true,
      message: 'Remove the headers Server and X-Powered-By from responses?',
      reason: 'they reveal your software',
      store: (yes, d) => void (yes && d.set('transform.response', { remove: ['Server', 'X-Powered-By'] })),
    };
  if (!wanted) return undefined;
  if (open(draft, '?headers')) return headers(draft);
  if (open(draft, '?rewrite') && draft.services.some((s) => s.rewrite === undefined))
    return { id: '?rewrite', kind: 'confirm', preset: false, message: 'Rewrite the path of requests to any service?' };
  return rewrite(draft);
};

const shown = (draft: Draft): string => {
  const set = Object.keys((draft.get(HEADERS) ?? {}) as object);
  const removed = [draft.get('transform.response.remove') ?? []].flat().map(String);
  const paths = draft.services.filter((s) => s.rewrite !== undefined).map((s) => s.name);
  const all = [
    set.length > 0 && `adds ${set.join(', ')}`,
    removed.length > 0 && `removes ${removed.join(', ')}`,
    paths.length > 0 && `rewrites paths of ${paths.join(', ')}`,
  ].filter(Boolean);
  return all.join('; ') || (draft.has('transform') ? 'see its answers' : 'none');
};

/** Header changes and path rewrites. */
export const transformations: Topic = {
  id: 'transform',
  title: 'Transformations',
  main: true,
  keys: ['transform', 'services.*.rewrite', 'services.*.transform'],
  next: (draft) => nextOf(draft, draft.has('transform') && !draft.notes.has('?transform')),
  summary: shown,
};
