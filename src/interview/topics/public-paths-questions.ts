import { checkValue } from '../../answers/check-value.ts';
import { authRef, isOpen } from '../../answers/schema/auth-schema.ts';
import { briefly } from '../../diagnostics/refusal.ts';
import { isBelow } from '../../values/path-below.ts';
import { linesOf } from '../answering.ts';
import type { Draft, ServiceDraft } from '../draft.ts';
import { firstOpen, type Topic } from '../question.ts';
import { problemWith } from '../whole-problem.ts';

/** The path without the type of its match. */
const plainPath = (path: string): string => path.replace(/^exact:/, '');

/** The service with the most specific path above a path. */
const ownerOf = (draft: Draft, path: string): ServiceDraft | undefined =>
  draft.services
    .filter((s) => typeof s.path === 'string' && isBelow(plainPath(path), s.path))
    .sort((a, b) => b.path!.length - a.path!.length)[0];

const publicOf = (s: ServiceDraft): string[] => (Array.isArray(s.public) ? s.public.map(String) : []);

/** The public paths of each service, with those that it has already. */
const assigned = (draft: Draft, paths: readonly string[]): Map<string, string[]> => {
  const by = new Map<string, string[]>();
  for (const path of paths) {
    const owner = ownerOf(draft, path);
    if (owner) by.set(owner.name, [...(by.get(owner.name) ?? publicOf(owner)), path]);
  }
  return by;
};

const validate = (draft: Draft, line: string, above: readonly string[]): string | undefined => {
  const owner = ownerOf(draft, line);
  if (!owner) {
    const [first] = draft.services;
    return `No service has the path ${line}. Enter a path below that of a service, such as ${first?.path ?? ''}/health.`;
  }
  if (isOpen(authRef.safeParse(owner.auth ?? draft.get('auth.default')).data))
    return `Service ${owner.name} is public already, with all of its paths. Enter a path of another service.`;
  const paths = assigned(draft, [...above, line]).get(owner.name) ?? [];
  return (
    briefly(checkValue(['services', 0, 'public'], paths)) ??
    problemWith(
      draft,
      [[`services.${owner.name}.public`, paths]],
      [`services[${draft.services.indexOf(owner)}].public`],
    )
  );
};

/** Paths of services that need no authentication. */
export const publicPaths: Topic = {
  id: 'public',
  title: 'Public paths',
  keys: ['services.*.public'],
  summary: (draft) => draft.services.flatMap(publicOf).join(', ') || undefined,
  next: (draft) =>
    (draft.notes.get('?services.given') === true && !draft.opened.has('public')) || draft.services.length === 0
      ? undefined
      : firstOpen(draft, [
          {
            id: '?publicPaths',
            kind: 'lines',
            recommended: true,
            optional: true,
            message: 'Which paths need no authentication?',
            example: `one in each line, such as ${draft.services[0]!.path ?? ''}/health or exact:${draft.services[0]!.path ?? ''}/status`,
            validateLine: (line, above) => validate(draft, line, above),
            read: (text) => {
              for (const [name, paths] of assigned(draft, linesOf(text))) draft.set(`services.${name}.public`, paths);
              return text;
            },
          },
        ]),
  adds: {
    name: 'Public paths: parts of a service that need no authentication',
    ask: (draft) => (draft.services.length > 0 ? '?publicPaths' : undefined),
  },
};
