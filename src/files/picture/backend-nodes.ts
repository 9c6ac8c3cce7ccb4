// Backends in the picture of the runbook.
import type { ServiceFacts } from '../service-facts.ts';
import type { Flowchart } from './mermaid.ts';

/** Backends of one service with a node each. */
const MOST_BACKENDS = 4;
const MOST_NAMESPACES = 6;

const isOutside = (backend: string): boolean => /^(https|http|h2c):\/\//.test(backend);

/** A service in maintenance, whose requests the gateway answers. */
const isPaused = ({ routes }: ServiceFacts): boolean =>
  routes.some((r) => r.rules.some(({ answer: a }) => a?.kind === 'response' && a.maintenance));

/** The backends of a service, with the share of each. */
export const drawBackends = (chart: Flowchart, facts: ServiceFacts, from: string): void => {
  const { service: s } = facts;
  const to = (backend: string, words = '', dotted = false): void =>
    chart.link(from, chart.node('backend', backend, 'server', [backend]), words, dotted);
  if (isPaused(facts)) {
    to(s.backend, 'in maintenance, 503', true);
    return;
  }
  for (const b of s.backends.slice(0, MOST_BACKENDS)) to(b.backend, `weight ${b.weight}`);
  if (s.backends.length > MOST_BACKENDS) to(`${s.backends.length - MOST_BACKENDS} more backends of ${s.name}`);
  if (s.backends.length === 0) to(s.backend, s.canary ? `${100 - s.canary.weight} %` : '');
  if (s.canary) to(s.canary.backend, `${s.canary.weight} %`);
  if (s.failover !== undefined) to(s.failover, 'while the other is down', true);
};

/** The namespaces of the backends of many services. */
export const drawNamespaces = (chart: Flowchart, group: readonly ServiceFacts[], from: string): void => {
  const places = group.flatMap(({ service: s }) =>
    (s.backends.length > 0
      ? s.backends.map((b) => b.backend)
      : [s.backend, ...(s.canary ? [s.canary.backend] : [])]
    ).map((b) => (isOutside(b) ? 'external servers' : b.includes('/') ? `Services in ${b.split('/')[0]}` : 'Services')),
  );
  const counts = new Map<string, number>();
  for (const place of places) counts.set(place, (counts.get(place) ?? 0) + 1);
  const sorted = [...counts].sort(([, a], [, b]) => b - a);
  for (const [place] of sorted.slice(0, MOST_NAMESPACES))
    chart.link(from, chart.node('backend', place, 'server', [place]));
  if (sorted.length > MOST_NAMESPACES)
    chart.link(from, chart.node('backend', '', 'server', ['Services in other namespaces']));
};
