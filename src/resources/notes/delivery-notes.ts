/** Comments on the objects of Argo CD and Flux. */
export const ARGOCD = {
  platformProject: 'Who may change this project, or what it deploys, may change everything here: administrators only.',
  teamProject: (team: string) =>
    `What can be deployed for ${team}, whatever stands in the repository: its kinds, in its namespace.`,
  root: 'The Application of Applications. Apply this file once; all else follows from the repository.',
  install:
    'Envoy Gateway itself, with its CRDs. Server-side apply, because the larger CRDs do not fit into an annotation. Where it is installed already, answer delivery.install: false.',
  platform: 'No finalizer: deleting the Application by mistake leaves the Gateway, and with it its address.',
  set: 'One Application for each team, of one form.',
  /** `spec.description` of the projects, which Argo CD shows. */
  platformDescription: 'The Gateway, what closes it by default, and what teams may do.',
  roleDescription: 'Look, synchronise, and roll back.',
} as const;

export const FLUX = {
  privateRepository: 'a private repository needs a Secret with which Flux reads it: answer delivery.secret.',
  account: (team: string) =>
    `Flux applies the unit of ${team} as this account, which the platform's unit gives the rights of the team.`,
  afterPlatform: 'After the platform: its guard rails are there before a route is.',
} as const;
