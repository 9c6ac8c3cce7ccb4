import type { HeaderChanges } from './routes-intent.ts';
import type { AskedServers } from './security-intent.ts';
import type { TrafficIntent } from './traffic-intent.ts';

// Ownership and permissions if several teams share one Gateway.

/** A method that teams may use. Its kind adds what the admission policy compares (src/auth). */
export interface TeamMethodIntent {
  /** The kind. */
  readonly type: string;
  readonly name: string;
  readonly asks: AskedServers;
  /** The platform's object that policies of teams refer to; undefined: none. */
  readonly refersTo: { readonly kind: 'Secret' | 'Backend'; readonly name: string } | undefined;
}

/** A team, from the point of view of the platform. */
export interface TeamIntent {
  readonly name: string;
  readonly namespace: string;
  readonly paths: readonly string[];
  readonly publicPaths: readonly string[];
  /** Names of the methods that the team may use. */
  readonly methods: readonly string[];
  /** undefined: no Backend objects at all. */
  readonly outside: readonly { readonly host: string; readonly port: number }[] | undefined;
  /** Prefix of the team's keys in the secret manager; undefined: there is no secret manager. */
  readonly secretPrefix: string | undefined;
  /** RBAC group of the team members. */
  readonly group: string;
  /** Reviewers, for CODEOWNERS. */
  readonly owners: readonly string[];
  /** The team's own answers file, next to the root file; undefined: its answers are in the root file. */
  readonly answersFile: string | undefined;
}

/** What all units of an app of apps share. */
export interface TeamsIntent {
  /** Reviewers of the root file and the platform; empty: not set. */
  readonly owners: readonly string[];
  readonly teams: readonly TeamIntent[];
  /** Methods of all teams. */
  readonly methods: readonly TeamMethodIntent[];
  /** Networks without access, which every policy denies first. */
  readonly denied: readonly string[];
  /** Headers that say who a client is, and that limits may count by. */
  readonly countedBy: readonly string[];
  /** Header changes of the whole API, which every route repeats. */
  readonly headers: { readonly request: HeaderChanges; readonly response: HeaderChanges };
  /** Settings of routes without a policy of their own. */
  readonly fallback: Omit<TrafficIntent, 'targets'>;
}

export interface DeliveryIntent {
  readonly tool: 'kustomize' | 'argocd' | 'flux';
  /** Empty if no tool fetches it. */
  readonly repository: string;
  /** The output folder in the repository. */
  readonly path: string;
  readonly revision: string;
  /** Namespace of the tool's objects. */
  readonly namespace: string;
  /** With Flux: the Secret with the credentials for the repository; undefined: the repository is public. */
  readonly secret: string | undefined;
  /** With Argo CD: one ApplicationSet instead of an Application for each team. */
  readonly set: boolean;
  /** With Argo CD: an Application also installs Envoy Gateway. */
  readonly install: boolean;
}
