// The picture at the top of the runbook: clients, listeners, authentication, services with limits, backends.
import type { Intent, ListenerIntent } from '../../model/intent.ts';
import { firstOf } from '../../model/object-names.ts';
import { factsOf, kindsOfMethods, type ServiceFacts } from '../service-facts.ts';
import { drawBackends, drawNamespaces } from './backend-nodes.ts';
import { type Flowchart, flowchart } from './mermaid.ts';

/** Services with a node each; with more of them, services with equal authentication and limits share one. */
const MOST_SERVICES = 16;
const MOST_GROUPS = 16;
const MOST_LISTENERS = 6;
const MOST_TEAMS = 20;
const MOST_STREAMS = 12;
/** Names and paths in one node. */
const MOST_NAMES = 4;

/** Port and hosts of https listeners as one node, if there are many. */
const listenerLines = (l: ListenerIntent): string[] => [
  `${l.protocol === 'HTTP' && l.serves === 'redirect' ? 'http' : l.name} :${l.port}`,
  l.serves === 'redirect' ? 'redirects to https' : (l.hostname ?? 'any host'),
];

/** The listeners that serve routes, each with the id of its node. */
const drawListeners = (chart: Flowchart, { gateway: g }: Intent): ((names: Iterable<string>) => string[]) => {
  const clients = chart.node('clients', '', 'round', ['Clients']);
  const serving = g.listeners.filter((l) => l.serves === 'routes');
  const ids = new Map<string, string>();
  for (const l of g.listeners.filter((each) => each.serves === 'redirect').slice(0, 1))
    chart.link(clients, chart.node('listener', l.name, 'box', listenerLines(l)));
  const together = serving.length > MOST_LISTENERS;
  for (const l of serving) {
    const lines = together
      ? [
          `https, ${serving.length} listeners`,
          ...g.hosts.slice(0, MOST_NAMES).map((h) => h.pattern),
          ...(g.hosts.length > MOST_NAMES ? [`and ${g.hosts.length - MOST_NAMES} more hosts`] : []),
        ]
      : listenerLines(l);
    const id = chart.node('listener', together ? '' : l.name, 'box', lines);
    ids.set(l.name, id);
    chart.link(clients, id);
  }
  return (names) => [...new Set([...names].flatMap((n) => ids.get(n) ?? []))];
};

/** The node of an authentication; '': no authentication. */
const drawAuth = (chart: Flowchart, kinds: ReadonlyMap<string, string>, auth: string, methods: readonly string[]) =>
  auth === ''
    ? chart.node('auth', '', 'check', ['no authentication'])
    : chart.node('auth', auth, 'check', [auth, [...new Set(methods.flatMap((m) => kinds.get(m) ?? []))].join(', ')]);

/** Whether everybody can call it. */
const isPublic = ({ auth, service }: ServiceFacts): boolean => auth === '' && service.allow.cidrs.length === 0;

/** Hosts, and what else requests must have. */
const matchLines = ({ service: s }: ServiceFacts): string[] => [
  s.hostnames === undefined ? '' : firstOf(s.hostnames, 2),
  firstOf(
    [...s.methods, ...s.paths, ...s.headers.map((h) => h.join(': ')), ...s.query.map((q) => q.join('='))],
    MOST_NAMES,
  ),
];

const listenersOf = (f: ServiceFacts): string[] => f.routes.flatMap((r) => r.listeners);

/** One node for each service. */
const drawServices = (chart: Flowchart, facts: readonly ServiceFacts[], enter: Enter): void => {
  for (const f of facts) {
    const { service: s } = f;
    const lines = [s.name, ...matchLines(f), ...f.allow.slice(0, MOST_NAMES), f.limit];
    const id = chart.node('service', s.name, 'box', lines, isPublic(f));
    enter(f, id);
    drawBackends(chart, f, id);
  }
};

/** One node for services with equal authentication and limits. */
const drawGroups = (chart: Flowchart, facts: readonly ServiceFacts[], enter: Enter): void => {
  const groups = new Map<string, ServiceFacts[]>();
  for (const f of facts) {
    const key = JSON.stringify([f.auth, f.limit, isPublic(f)]);
    const group = groups.get(key);
    if (group) group.push(f);
    else groups.set(key, [f]);
  }
  const sorted = [...groups].sort(([, a], [, b]) => b.length - a.length);
  const others = sorted.slice(MOST_GROUPS).flatMap(([, group]) => group);
  for (const [key, group] of [...sorted.slice(0, MOST_GROUPS), ...(others.length > 0 ? [['', others] as const] : [])]) {
    const names = group.map((f) => f.service.name);
    const id = chart.node(
      'service',
      key,
      'box',
      [
        group.length === 1 ? '1 service' : `${group.length} services`,
        firstOf(names, MOST_NAMES),
        key === '' ? 'several limits' : group[0]!.limit,
      ],
      group.every(isPublic),
    );
    for (const f of group) enter(f, id);
    drawNamespaces(chart, group, id);
  }
};

/** Connects a service, or its group, with its listeners and its authentication. */
type Enter = (f: ServiceFacts, id: string) => void;

/** The picture of a unit; '': nothing is served. `marked`: it has nodes with a red border. */
export const pictureOf = (
  intent: Intent,
  facts: readonly ServiceFacts[] = factsOf(intent),
): { text: string; marked: boolean; grouped: boolean } => {
  const teams = intent.teams?.teams ?? [];
  if (facts.length + teams.length + intent.streams.length === 0) return { text: '', marked: false, grouped: false };
  const grouped = facts.length > MOST_SERVICES;
  const chart = flowchart();
  const kinds = kindsOfMethods(intent);
  const idsOf = drawListeners(chart, intent);
  const enter: Enter = (f, id) => {
    const auth = drawAuth(chart, kinds, f.auth, f.service.auth);
    for (const listener of idsOf(listenersOf(f))) chart.link(listener, auth);
    chart.link(auth, id);
    if (f.service.publicPaths.length === 0) return;
    const open = drawAuth(chart, kinds, '', []);
    for (const listener of idsOf(listenersOf(f))) chart.link(listener, open);
    chart.link(open, id, grouped ? 'public paths' : firstOf(f.service.publicPaths, 2));
  };
  if (grouped) drawGroups(chart, facts, enter);
  else drawServices(chart, facts, enter);
  for (const t of teams.slice(0, MOST_TEAMS)) {
    const id = chart.node('team', t.name, 'round', [`team ${t.name}`, firstOf(t.paths, MOST_NAMES), t.namespace]);
    for (const listener of idsOf(intent.gateway.listeners.map((l) => l.name))) chart.link(listener, id);
  }
  if (teams.length > MOST_TEAMS) chart.node('team', '', 'round', [`and ${teams.length - MOST_TEAMS} more teams`]);
  for (const s of intent.streams.slice(0, MOST_STREAMS)) {
    const from = chart.node('stream', s.name, 'box', [`${s.name}: ${s.protocol} :${s.port}`], s.cidrs.length === 0);
    const { namespace = intent.namespace, service, port } = s.backend;
    chart.link(chart.node('clients', '', 'round', ['Clients']), from);
    chart.link(from, chart.node('backend', `${namespace}/${service}:${port}`, 'server', [`${service}:${port}`]));
  }
  return { text: chart.text(), marked: chart.hasMarks(), grouped };
};
