import type { HeaderChanges } from './routes-intent.ts';
import type { AskedServers } from './security-intent.ts';
import type { TrafficIntent } from './traffic-intent.ts';

// Who owns what where several teams stand behind one Gateway.

/** A method that teams may use. Its kind adds what the admission policy compares (src/auth). */
export interface TeamMethodIntent {
  /** The kind. */
  readonly type: string;
  readonly name: string;
  readonly asks: AskedServers;
  /** The platform's object that policies of teams refer to; undefined: none. */
  readonly refersTo: { readonly kind: 'Secret' | 'Backend'; readonly name: string } | undefined;
}

/** A team, as the platform sees it. */
export interface TeamIntent {
  readonly name: string;
  readonly namespace: string;
  readonly paths: readonly string[];
  readonly publicPaths: readonly string[];
  /** Names of methods. */
  readonly methods: readonly string[];
  /** undefined: no Backend objects at all. */
  readonly outside: readonly { readonly host: string; readonly port: number }[] | undefined;
  /** How keys of the team begin in the manager of secrets; undefined: there is none. */
  readonly secretPrefix: string | undefined;
  /** Of people, for RBAC. */
  readonly group: string;
  /** For CODEOWNERS. */
  readonly owners: readonly string[];
  /** Its own answers file, beside the root's; undefined: it answers there. */
  readonly answersFile: string | undefined;
}

/** What all units of an app of apps have in common. */
export interface TeamsIntent {
  /** Who reviews the root file and the platform; empty: nobody was named. */
  readonly owners: readonly string[];
  readonly teams: readonly TeamIntent[];
  /** Methods of all teams. */
  readonly methods: readonly TeamMethodIntent[];
  /** Headers that say who a client is, and that limits may count by. */
  readonly countedBy: readonly string[];
  /** Header changes of the whole API, which every route repeats. */
  readonly headers: { readonly request: HeaderChanges; readonly response: HeaderChanges };
  /** What a route without a policy of its own gets. */
  readonly fallback: Omit<TrafficIntent, 'targets'>;
}

export interface DeliveryIntent {
  readonly tool: 'kustomize' | 'argocd' | 'flux';
  /** Empty where nothing fetches it. */
  readonly repository: string;
  /** The output folder in the repository. */
  readonly path: string;
  readonly revision: string;
  /** Where the tool keeps its objects. */
  readonly namespace: string;
  /** With Flux: the Secret by which it reads the repository; undefined: everybody may read it. */
  readonly secret: string | undefined;
  /** With Argo CD: one ApplicationSet instead of an Application for each team. */
  readonly set: boolean;
  /** With Argo CD: Envoy Gateway itself is an Application, too. */
  readonly install: boolean;
}
