/** Comments on the namespaces of teams, their roles and their ValidatingAdmissionPolicies. */
export const TEAMS = {
  namespace: (team: string, owners: string) =>
    `Team ${team}${owners}. The ValidatingAdmissionPolicies read the permissions of the team from these annotations, so teams may not change them.`,
  keepNamespace:
    'Argo CD and Flux do not delete this namespace when the team is removed: that would delete everything in it.',
  role: 'Allows routes and their policies. Teams get no Gateway, ClientTrafficPolicy, EnvoyPatchPolicy, ReferenceGrant or Secret.',
  group: (team: string, group: string) =>
    `check that the identity provider of the API server calls this group ${group} (teams.${team}.group).`,
  watchers: 'All teams may read the Gateway, because the validate.sh of each team checks whether it is programmed.',
} as const;

/** Why each admission policy is there. */
export const ADMISSION = {
  authentication:
    'The policy of a route replaces that of the Gateway completely, so it must require the authentication of the platform.',
  filters: 'A filter affects the listener that all teams share.',
  network:
    'The Cilium agent reads the Secrets that a policy names, from any namespace, and inserts them into requests.',
  paths:
    'A team may serve only the paths that the platform assigns to it. Otherwise a team could take over a path of another team with a longer match, and a value that Envoy rejects would block the routes of all teams.',
  calls: 'The same for gRPC: a path consists of a service and a method.',
  secrets: 'The store can read every secret of the secret manager; a team may read only its own.',
  servers:
    'Requests carry credentials of clients. The platform decides which external servers receive them, and requires verified TLS.',
  certificates:
    'The platform decides which CAs are trusted for external servers. For Services of its own namespace, a team may use its own CA.',
  traffic: 'A team may set lower limits than the platform, but not higher ones.',
} as const;
