/** Comments on the objects of Argo CD and Flux. */
export const ARGOCD = {
  platformProject:
    'Anyone who can change this project, or what it deploys, can change everything here. Limit it to administrators.',
  teamProject: (team: string) =>
    `Limits what Argo CD deploys for ${team}, whatever the repository contains: only these kinds, only in its namespace.`,
  root: 'The app of apps. Apply this file once; Argo CD deploys the rest from the repository.',
  install:
    'Envoy Gateway and its CRDs. Server-side apply, because the larger CRDs do not fit into an annotation. If it is installed already, set delivery.install: false.',
  platform: 'No finalizer: if this Application is deleted by mistake, the Gateway keeps running and keeps its address.',
  set: 'Generates one Application per team from one template.',
  /** `spec.description` of the project, which Argo CD shows. */
  platformDescription: 'The Gateway, the policies that deny by default, and the permissions of the teams.',
  /** `spec.roles[].description` of a team's project. */
  roleDescription: 'View, sync, and roll back.',
} as const;

export const FLUX = {
  privateRepository: 'for a private repository, name the Secret with its credentials in delivery.secret.',
  account: (team: string) =>
    `Flux applies the unit of ${team} as this ServiceAccount, which has only the permissions of the team.`,
  afterPlatform: 'After the platform, so that its ValidatingAdmissionPolicies are active before any route is applied.',
} as const;
