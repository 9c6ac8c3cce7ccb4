// How far a team's own answers may go: within its paths, by the platform's methods, under the platform's limits.

import { KINDS } from '../../auth/kinds.ts';
import { isExternal } from '../../values/backend-address.ts';
import { OF_BROWSERS, OF_ENVOY } from '../../values/header-names.ts';
import { prefixOf } from '../path-below.ts';
import type { Answers } from '../schema/answers-schema.ts';
import { backendsOf, type ServiceAnswer } from '../schema/service-schema.ts';
import { showServer, type TeamAnswer } from '../schema/teams-schema.ts';
import { methodsOfTeam, namespaceOfTeam } from '../team-rights.ts';
import { type Found, found, type Rule } from './rule.ts';
import { methodOfPlatform } from './teams-rules.ts';

const ASK = 'Ask the owners of the root file';

const paths = (name: string, team: TeamAnswer, s: ServiceAnswer, at: At): Found[] =>
  [...s.paths.map((p) => ['path', p] as const), ...(s.public ?? []).map((p) => ['public', p] as const)].flatMap(
    ([key, path]) =>
      prefixOf(path, team.paths) === undefined
        ? [
            found(
              at(key === 'path' && s.paths.length > 1 ? 'paths' : key),
              'PathOfOthers',
              `${path} is not a path of ${name}.`,
              'It owns what the root file gives it, and a guard rail of the cluster refuses the rest.',
              `Write a path below ${team.paths.join(' or ')}. ${ASK} for another one.`,
            ),
          ]
        : [],
  );

const access = (name: string, team: TeamAnswer, answers: Answers, s: ServiceAnswer, at: At): Found[] => {
  const out: Found[] = [];
  const accepted = s.auth ?? answers.auth?.default ?? [];
  const open = accepted.includes('none') ? s.paths : (s.public ?? []);
  const closed = open.filter((p) => prefixOf(p, team.public ?? []) === undefined);
  if (closed.length > 0)
    out.push(
      found(
        at(accepted.includes('none') ? 'auth' : 'public'),
        'PublicNotAllowed',
        `${closed.join(', ')} would be open to everybody, which ${name} may not decide.`,
        'A team may ask for more than the platform does, and never for less.',
        `${ASK} to add it to teams.${name}.public, or name a method.`,
      ),
    );
  const allowed = methodsOfTeam(team, answers);
  for (const method of accepted) {
    const type = answers.auth?.methods?.[method]?.type;
    if (type === undefined) continue;
    if (!KINDS[type].teams) out.push(methodOfPlatform(at('auth'), method, type));
    else if (!allowed.includes(method))
      out.push(
        found(
          at('auth'),
          'MethodNotAllowed',
          `${name} may not use ${method}.`,
          'The root file says which methods count for the team.',
          `Use ${allowed.join(' or ')}, or ask the owners of the root file to add it to teams.${name}.auth.`,
        ),
      );
  }
  return out;
};

const destinations = (name: string, team: TeamAnswer, s: ServiceAnswer, at: At): Found[] => {
  const own = namespaceOfTeam(name, team);
  const out = backendsOf(s).flatMap((b): Found[] => {
    if (!isExternal(b))
      return b.namespace === undefined || b.namespace === own
        ? []
        : [
            found(
              at('backend'),
              'BackendOfOthers',
              `${b.namespace}/${b.service} is not in the namespace of ${name}.`,
              'Its owner would have to admit it by a ReferenceGrant, and could take it back at any time.',
              `Use a Service of ${own}, or let its owner serve the path.`,
            ),
          ];
    return team.outside?.some((o) => o.host === b.host && o.port === b.port)
      ? []
      : [
          found(
            at('backend'),
            'ServerNotAllowed',
            `${name} may not send requests to ${showServer(b)}.`,
            'Requests carry credentials of clients; where they may go is the platform to decide.',
            `${ASK} to add it to teams.${name}.outside.`,
          ),
        ];
  });
  if (s.failover && team.outside === undefined)
    out.push(
      found(
        at('failover'),
        'FailoverNotAllowed',
        `${name} may not have a backend that stands in for another.`,
        'It takes Backend objects, which lead to any server; the platform allows them by teams.NAME.outside.',
        `${ASK} to write teams.${name}.outside, an empty list if there is no server outside.`,
      ),
    );
  return out;
};

const limits = (name: string, { rateLimit }: Answers, s: ServiceAnswer, at: At): Found[] => {
  const most = rateLimit?.limits;
  if (!most || s.rateLimit === undefined) return [];
  const loosened = (what: string): Found =>
    found(
      at('rateLimit'),
      'LimitLoosened',
      what,
      'A team may set lower limits than the platform, and never higher ones.',
      `Write ${most.map((l) => `at most ${l.requests}/${l.unit}`).join(' and ')}, or nothing.`,
    );
  if (s.rateLimit === 'none') return [loosened(`${name} takes the platform's limit away.`)];
  const { limits: own } = s.rateLimit;
  const out = most
    .filter((m) => !own.some((l) => l.unit === m.unit && l.requests <= m.requests))
    .map((m) =>
      loosened(
        `The platform allows ${m.requests} a ${m.unit}, and this says ${own.map((l) => `${l.requests}/${l.unit}`).join(', ')}.`,
      ),
    );
  const key = 'key' in s.rateLimit ? s.rateLimit.key : undefined;
  if (key !== undefined && JSON.stringify(key) !== JSON.stringify(rateLimit?.key))
    out.push(loosened('The limit is counted by another key than the platform counts by.'));
  return out;
};

/** Headers by which Envoy or a browser decides, for all teams at once. What authentication sets is refused to everybody. */
const headers = (name: string, s: ServiceAnswer, at: At): Found[] =>
  (['request', 'response'] as const).flatMap((side) => {
    const { set = {}, add = {}, remove = [] } = s.transform?.[side] ?? {};
    const names = [
      ...Object.keys(set).map((h) => ['set', h, h] as const),
      ...Object.keys(add).map((h) => ['add', h, h] as const),
      ...remove.map((h, i) => ['remove', i, h] as const),
    ];
    return names.flatMap(([kind, step, header]) => {
      const lower = header.toLowerCase();
      const ofEnvoy = OF_ENVOY.some((p) => lower.startsWith(p));
      const ofBrowsers =
        side === 'response' &&
        (OF_BROWSERS.names.some((n) => n === lower) || OF_BROWSERS.starts.some((p) => lower.startsWith(p)));
      return ofEnvoy || ofBrowsers
        ? [
            found(
              at('transform', side, kind, step),
              'HeaderOfPlatform',
              `${name} may not change ${header}.`,
              ofEnvoy
                ? 'Envoy itself decides by it: retries, timeouts, where a request goes.'
                : 'A browser decides by it for the whole host name, and so for the services of all teams.',
              `Let the service itself answer with it, or ask the owners of the root file to write it in transform.`,
            ),
          ]
        : [];
    });
  });

type At = (...path: PropertyKey[]) => PropertyKey[];

/** A team's answers under the root's. */
export const teamRules: Rule = (answers, view) =>
  view
    ? answers.services.flatMap((s, i) => {
        const at: At = (...path) => ['services', i, ...path];
        const { name, team } = view;
        return [
          ...paths(name, team, s, at),
          ...access(name, team, answers, s, at),
          ...destinations(name, team, s, at),
          ...limits(name, answers, s, at),
          ...headers(name, s, at),
        ];
      })
    : [];
