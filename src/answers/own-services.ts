import { dashed } from '../values/dashed.ts';
import { groupBy } from '../values/group-by.ts';
import { pathKey } from '../values/route-path.ts';
import type { Answers } from './schema/answers-schema.ts';
import type { RedirectAnswer } from './schema/own-answers-schema.ts';
import type { ServiceAnswer } from './schema/service-schema.ts';

type Own = Pick<Answers, 'redirects' | 'responses'>;

/** Redirects of the same hosts have one name, so that their routes share the rules of up to 16 of them. */
const REDIRECTS = 'redirects';

/** Names of routes from texts, each one once. */
const routeNames = (prefix: string, texts: readonly string[]): string[] => {
  const taken = new Map<string, number>();
  return texts.map((text) => {
    const name = `${prefix}-${dashed(text) || 'root'}`.slice(0, 50).replace(/-+$/, '');
    const times = (taken.get(name) ?? 0) + 1;
    taken.set(name, times);
    return times === 1 ? name : `${name}-${times}`;
  });
};

/** Names of the routes of fixed responses, by their paths: each may have its own authentication, and so its own route. */
const responseNames = (paths: readonly string[]): string[] =>
  routeNames(
    'response',
    paths.map((p) => p.replace(/^(?:exact|regex):/i, '')),
  );

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
      ({ from, hostnames }, i): OwnService => ({
        service: {
          name: `redirect ${from}`,
          paths: [from],
          ...(hostnames && { hostnames }),
          backend: NOBODY,
          ...isPublic,
        },
        at: ['redirects', i],
        key: 'from',
      }),
    ),
    ...responses.map(
      ({ path, methods, auth, publicReason, hostnames }, i): OwnService => ({
        service: {
          name: names[i]!,
          paths: [path],
          ...(hostnames && { hostnames }),
          backend: NOBODY,
          methods,
          auth,
          publicReason,
        },
        at: ['responses', i],
        key: 'path',
      }),
    ),
  ];
};

/** Whether answers have routes apart from those of services. */
export const routesWithoutServices = (answers: { readonly [key: string]: unknown }): boolean =>
  [answers.redirects, answers.responses, answers.streams].some((list) => Array.isArray(list) && list.length > 0);

/** Redirects that have the same hosts, with the name of their routes. */
export interface RedirectGroup {
  readonly name: string;
  readonly hostnames: readonly string[] | undefined;
  readonly redirects: readonly RedirectAnswer[];
}

/** The redirects by their hosts: those of all hosts, then the others in their order. */
export const redirectGroups = ({ redirects = [] }: Pick<Own, 'redirects'>): RedirectGroup[] => {
  const byHosts = [...groupBy(redirects, (r) => JSON.stringify([...(r.hostnames ?? [])].sort())).values()];
  const all = byHosts.filter(([first]) => first!.hostnames === undefined);
  const some = byHosts.filter(([first]) => first!.hostnames !== undefined);
  const names = routeNames(
    REDIRECTS,
    some.map(([first]) => first!.hostnames![0]!),
  );
  return [
    ...all.map((list) => ({ name: REDIRECTS, hostnames: undefined, redirects: list })),
    ...some.map((list, i) => ({ name: names[i]!, hostnames: list[0]!.hostnames, redirects: list })),
  ];
};

/** The services whose routes are generated: redirects of the same hosts are one. */
export const routedOwn = (answers: Own): ServiceAnswer[] => [
  ...redirectGroups(answers).map(
    ({ name, hostnames, redirects }): ServiceAnswer => ({
      name,
      paths: [...new Map(redirects.map(({ from }) => [pathKey(from), from])).values()],
      ...(hostnames && { hostnames: [...hostnames] }),
      backend: NOBODY,
      ...isPublic,
    }),
  ),
  ...ownServices({ responses: answers.responses }).map((o) => o.service),
];
