// The picture of a platform and its teams.
import type { Intent } from '../../model/intent.ts';
import { firstOf } from '../../model/object-names.ts';
import { flowchart } from './mermaid.ts';

/** Teams with a node each. */
const MOST_TEAMS = 30;
const MOST_NAMES = 4;

/** Which paths lead to which unit. */
export const unitsPicture = ({ gateway: g, teams }: Intent): string => {
  const chart = flowchart();
  const clients = chart.node('clients', '', 'round', ['Clients']);
  const hosts = g.hosts.map((h) => h.pattern);
  const gateway = chart.node('gateway', '', 'box', [`Gateway ${g.namespace}/${g.name}`, firstOf(hosts, MOST_NAMES)]);
  chart.link(clients, gateway);
  const { teams: all } = teams!;
  for (const t of all.slice(0, MOST_TEAMS))
    chart.link(
      gateway,
      chart.node('team', t.name, 'round', [`team ${t.name}`, firstOf(t.paths, MOST_NAMES), `namespace ${t.namespace}`]),
    );
  if (all.length > MOST_TEAMS)
    chart.link(gateway, chart.node('team', '', 'round', [`and ${all.length - MOST_TEAMS} more teams`]));
  chart.link(gateway, chart.node('platform', '', 'round', ['platform', 'all other paths']));
  return chart.text();
};
