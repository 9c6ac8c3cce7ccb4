import type { Draft } from '../draft.ts';
import type { Question, Topic } from '../question.ts';

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

/** Header changes and path rewrites. One key turns each on or off. */
export const transformations: Topic = {
  id: 'transform',
  title: '5. Transformations',
  next: (draft) => {
    const given = draft.has('transform');
    if (!draft.notes.has('?requestId') && !given)
      return {
        id: '?requestId',
        kind: 'confirm',
        preset: true,
        message: 'Send a request ID (X-Request-ID) to each service?',
        reason: 'the access log contains the same ID',
        store: (yes, d) => void (yes && d.set('transform.request', { set: { 'X-Request-ID': '%REQ(X-REQUEST-ID)%' } })),
      };
    if (!draft.notes.has('?server') && (!given || draft.notes.has('?requestId')))
      return {
        id: '?server',
        kind: 'confirm',
        preset: true,
        message: 'Remove the headers Server and X-Powered-By from responses?',
        reason: 'they reveal your software',
        store: (yes, d) => void (yes && d.set('transform.response', { remove: ['Server', 'X-Powered-By'] })),
      };
    if (
      !draft.notes.has('?rewrite') &&
      draft.services.some((s) => s.rewrite === undefined) &&
      draft.notes.get('?services.given') !== true
    )
      return {
        id: '?rewrite',
        kind: 'confirm',
        preset: false,
        message: 'Rewrite the path of requests to any service?',
      };
    return rewrite(draft);
  },
};
