import type { TeamIntent } from '../model/intent.ts';
import { serversOf } from '../resources/teams/namespaces.ts';

/** The permissions of a team, as texts for a table. */
export const teamWords = (t: TeamIntent) => ({
  name: t.name,
  namespace: t.namespace,
  paths: t.paths.join(' '),
  methods: t.methods.join(', '),
  open: t.publicPaths.join(' '),
  outside: serversOf(t) ?? '',
  group: t.group,
});
