/** Comments on the namespaces of teams, their roles and their ValidatingAdmissionPolicies. */
export const TEAMS = {
  namespace: (team: string, owners: string) =>
    `Team ${team}${owners}. The guard rails read what it may do from here, so teams may not change it.`,
  role: 'Routes and what decides for them. No Gateway, no ClientTrafficPolicy, no EnvoyPatchPolicy, no ReferenceGrant, no Secret.',
  group: (team: string, group: string) =>
    `the group is taken to be called ${group} by whoever authenticates people to the API server (teams.${team}.group).`,
  watchers: 'All teams may see whether the Gateway is programmed; validate.sh of each asks for it.',
} as const;

/** Why each admission policy is there. */
export const ADMISSION = {
  authentication:
    "A route's own policy replaces that of the Gateway whole, so it has to ask for what the platform asks for.",
  filters: 'A filter takes effect on the listener that all teams share.',
  network: "Cilium's agent reads the Secrets that a policy names, of any namespace, and puts them into requests.",
  paths:
    'A team serves the paths that the root file gives it. Without this the longer of two paths would win, whoever wrote it; and one value that Envoy cannot read would stop the routes of everybody.',
  calls: 'The same for gRPC, where a path is a service and a method.',
  secrets: 'The store may read every secret of the manager; a team may read its own.',
  servers:
    'Requests carry credentials of clients; which servers may get them, and that nobody between reads them, is the platform to decide.',
  certificates:
    'Whom the gateway believes outside is the platform to decide; a Service of the own namespace may have an authority of its own.',
  traffic: 'Lower limits than those of the platform are a team to choose, higher ones are not.',
} as const;
