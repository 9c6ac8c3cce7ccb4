import { DEFAULTS } from '../../values/defaults.ts';
import { covers } from '../../values/host-patterns.ts';
import { matchesPath, routePath } from '../../values/route-path.ts';
import { hostsOf } from '../hosts.ts';
import { routedOwn } from '../own-services.ts';
import type { Answers } from '../schema/answers-schema.ts';
import { type ErrorPage, errorPages } from '../schema/errors-schema.ts';
import type { RedirectAnswer } from '../schema/own-answers-schema.ts';
import { headersOf } from './header-classes.ts';
import { type Found, found, type Rule } from './rule.ts';

/** What a redirect leads to, as a browser shows it. */
const shown = ({ scheme, hostname, port, path }: RedirectAnswer['to']): string =>
  `${hostname === undefined ? '' : `${scheme === undefined ? 'https' : scheme}://${hostname}${port === undefined ? '' : `:${port}`}`}${path ?? ''}` ||
  'the same URL';

const ofRedirect = (r: RedirectAnswer, i: number, hosts: ReadonlySet<string>): Found[] => {
  const at = ['redirects', i, 'to'];
  const from = routePath(r.from);
  const { scheme, hostname, port, path } = r.to;
  const here = (hostname === undefined || hosts.has(hostname)) && (port === undefined || port === 443);
  if (here && scheme === 'http') return [found(at, 'RedirectToHttp', { from: r.from })];
  if (from.type === 'prefix' && from.value === '/' && path !== undefined && path !== '/')
    return [found(at, 'RedirectAtRoot', { path })];
  // A redirect to one of its own hosts, which are all hosts by default, leads to itself if the path still matches.
  const same =
    hostname === undefined || r.hostnames === undefined || r.hostnames.some((pattern) => covers(pattern, hostname));
  if (here && same && (path === undefined || matchesPath(from, path)))
    return [found(at, 'RedirectLoop', { from: r.from, to: shown(r.to) })];
  return [];
};

const pagesTwice = (pages: readonly ErrorPage[]): Found[] => {
  const seen = new Set<string>();
  return pages.flatMap((p, i) => {
    const from = p.from ?? DEFAULTS.errorPages.from.value;
    const ids = (from === 'both' ? ['gateway', 'services'] : [from]).map((of) => `${p.status} ${of}`);
    const twice = ids.some((id) => seen.has(id));
    for (const id of ids) seen.add(id);
    return twice ? [found(['errors', 'pages', i], 'ErrorPageTwice', { status: String(p.status) })] : [];
  });
};

/** What the gateway answers itself: redirects that end, bodies that a status may have, names of routes. */
export const ownAnswersRules: Rule = (answers: Answers, view) => {
  const { redirects = [], responses = [], services, teams, maintenance } = answers;
  const inMaintenance = services.findIndex((s) => s.maintenance !== undefined && s.maintenance !== false);
  if (view) {
    const at = inMaintenance < 0 ? undefined : ['services', inMaintenance, 'maintenance'];
    return at ? [found(at, 'MaintenanceOfTeams', { team: view.name })] : [];
  }
  const pages = errorPages(answers);
  const { classOf } = headersOf(answers);
  const hosts = new Set(hostsOf(answers));
  const reserved = new Set(routedOwn(answers).map((s) => s.name));
  const [team] = Object.keys(teams ?? {});
  return [
    ...redirects.flatMap((r, i) => ofRedirect(r, i, hosts)),
    ...responses.flatMap((r, i) =>
      (r.status === 204 || r.status === 205 || r.status === 304) && r.body !== undefined
        ? [found(['responses', i, 'body'], 'InvalidResponse', { reason: 'noBody', value: String(r.status) })]
        : [],
    ),
    ...responses.flatMap((r, i) =>
      Object.keys(r.headers ?? {})
        .filter((h) => classOf(h.toLowerCase()) === 'connection')
        .map((header) => found(['responses', i, 'headers', header], 'HopByHopHeader', { header })),
    ),
    ...services.flatMap((s, i) =>
      reserved.has(s.name) ? [found(['services', i, 'name'], 'ReservedName', { name: s.name, of: 'routes' })] : [],
    ),
    ...(team !== undefined && pages.length > 0 ? [found(['errors', 'pages'], 'ErrorPagesOfTeams')] : []),
    ...pagesTwice(pages),
    ...(team !== undefined && maintenance !== undefined && maintenance !== false
      ? [found(['maintenance'], 'MaintenanceOfTeams', { team })]
      : []),
  ];
};
