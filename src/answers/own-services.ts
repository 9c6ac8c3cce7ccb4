import { pathKey } from '../values/route-path.ts';
import type { Answers } from './schema/answers-schema.ts';
import type { ServiceAnswer } from './schema/service-schema.ts';

type Own = Pick<Answers, 'redirects' | 'responses'>;

/** Redirects have one name, so that their routes share the rules of up to 16 of them. */
export const REDIRECTS = 'redirects';

/** Names of the routes of fixed responses, by their paths: each may have its own authentication, and so its own route. */
const responseNames = (paths: readonly string[]): string[] => {
  const taken = new Map<string, number>();
  return paths.map((path) => {
    const words = path
      .toLowerCase()
      .replace(/^(?:exact|regex):/, '')
      .replace(/[^a-z0-9]+/g, '-');
    const name = `response-${words.replace(/^-+|-+$/g, '') || 'root'}`.slice(0, 50).replace(/-+$/, '');
    const times = (taken.get(name) ?? 0) + 1;
    taken.set(name, times);
    return times === 1 ? name : `${name}-${times}`;
  });
};

/** Never called: redirects and responses have no backend. */
const NOBODY = { service: 'none', port: 80 } as ServiceAnswer['backend'];

/** A redirect or a response as a service without a backend: what is decided by path, method and authentication alone. */
export interface OwnService {
  readonly service: ServiceAnswer;
  /** The answer that it comes from. */
  readonly at: readonly PropertyKey[];
  /** The key of its path. */
  readonly key: 'from' | 'path';
}

const isPublic = { auth: ['none'], publicReason: 'redirects' };

/** Each redirect and each response on its own. */
export const ownServices = ({ redirects = [], responses = [] }: Own): OwnService[] => {
  const names = responseNames(responses.map((r) => r.path));
  return [
    ...redirects.map(
      ({ from }, i): OwnService => ({
        service: { name: `redirect ${from}`, paths: [from], backend: NOBODY, ...isPublic },
        at: ['redirects', i],
        key: 'from',
      }),
    ),
    ...responses.map(
      ({ path, methods, auth, publicReason }, i): OwnService => ({
        service: { name: names[i]!, paths: [path], backend: NOBODY, methods, auth, publicReason },
        at: ['responses', i],
        key: 'path',
      }),
    ),
  ];
};

/** The services whose routes are generated: all redirects are one. */
export const routedOwn = (answers: Own): ServiceAnswer[] => [
  ...(answers.redirects
    ? [
        {
          name: REDIRECTS,
          paths: [...new Map(answers.redirects.map(({ from }) => [pathKey(from), from])).values()],
          backend: NOBODY,
          ...isPublic,
        } satisfies ServiceAnswer,
      ]
    : []),
  ...ownServices({ responses: answers.responses }).map((o) => o.service),
];
