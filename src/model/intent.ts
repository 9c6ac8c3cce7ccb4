// The complete model: every default, name, size and effective policy is decided before this point, nothing after it
// has a default of its own. Frozen once built (build.ts).

import type { Notice } from '../diagnostics/notice.ts';
import type { Limit } from '../values/limits.ts';
import type {
  CertificateIntent,
  ClientIntent,
  GatewayIntent,
  InstallIntent,
  ObservabilityIntent,
  Sizing,
} from './gateway-intent.ts';
import type { MeshIntent } from './mesh-intent.ts';
import type { NetworkIntent } from './network-intent.ts';
import type { CredentialIntent, ExternalIntent, GrantIntent, HeaderChanges, RouteIntent } from './routes-intent.ts';
import type { CorsIntent, GuardIntent, SecretIntent, SecretStoreIntent, SecurityIntent } from './security-intent.ts';
import type { DeliveryIntent, TeamIntent, TeamsIntent } from './teams-intent.ts';
import type { ApiBudgetIntent, HealthCheckIntent, TrafficIntent } from './traffic-intent.ts';

export type * from './gateway-intent.ts';
export type * from './mesh-intent.ts';
export type * from './network-intent.ts';
export type * from './routes-intent.ts';
export type * from './security-intent.ts';
export type * from './teams-intent.ts';
export type * from './traffic-intent.ts';

/** A service as it came out: for the runbook and the probes. */
export interface ServiceIntent {
  readonly name: string;
  readonly protocol: 'http' | 'grpc' | 'websocket';
  readonly paths: readonly string[];
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly methods: readonly string[];
  readonly backend: string;
  readonly canary:
    | {
        readonly backend: string;
        readonly weight: number;
        readonly header: { readonly name: string; readonly value: string } | undefined;
      }
    | undefined;
  /** What takes all requests while the backend is down. */
  readonly failover: string | undefined;
  readonly rewrite: string | undefined;
  /** The gateway's own credential for a server outside. */
  readonly credential: CredentialIntent | undefined;
  /** Names of accepted methods, any is enough; empty: public. */
  readonly auth: readonly string[];
  readonly publicPaths: readonly string[];
  readonly routes: readonly string[];
  readonly timeout: string;
  readonly healthCheck: HealthCheckIntent | undefined;
  readonly allow: {
    readonly scopes: readonly string[];
    readonly claims: readonly (readonly [string, readonly string[]])[];
    readonly clients: readonly string[];
    readonly cidrs: readonly string[];
  };
  readonly response: HeaderChanges;
}

/** A finding about an object that was accepted until a day. */
export interface SuppressionIntent {
  readonly code: string;
  /** `Kind/name`. */
  readonly object: string;
  /** YYYY-MM-DD, the last day. */
  readonly until: string;
  readonly reason: string;
}

export interface Intent {
  /** Of routes and policies; a team's are in its own, and the Gateway is in another. */
  readonly namespace: string;
  /** The team whose unit this is; undefined: the Gateway is part of it. */
  readonly team: TeamIntent | undefined;
  /** The teams behind this Gateway; undefined: it has one owner. In a team's own unit undefined, too. */
  readonly teams: TeamsIntent | undefined;
  /** What brings units into the cluster; undefined: there are none, the whole is one folder. */
  readonly delivery: DeliveryIntent | undefined;
  /** The platform's limits: a team's own may be lower. */
  readonly ceiling: readonly Limit[];
  readonly gateway: GatewayIntent;
  readonly install: InstallIntent;
  readonly certificate: CertificateIntent;
  readonly sizing: Sizing;
  readonly client: ClientIntent;
  readonly guards: readonly GuardIntent[];
  readonly services: readonly ServiceIntent[];
  readonly routes: readonly RouteIntent[];
  readonly security: readonly SecurityIntent[];
  readonly traffic: readonly TrafficIntent[];
  readonly apiBudget: ApiBudgetIntent | undefined;
  readonly externals: readonly ExternalIntent[];
  readonly grants: readonly GrantIntent[];
  readonly secrets: readonly SecretIntent[];
  /** Where their values come from; undefined: an operator makes them. */
  readonly secretStore: SecretStoreIntent | undefined;
  readonly cors: CorsIntent | undefined;
  readonly observability: ObservabilityIntent;
  /** undefined: no network policies. */
  readonly network: NetworkIntent | undefined;
  /** undefined: the backends are in no mesh. */
  readonly mesh: MeshIntent | undefined;
  readonly suppressions: readonly SuppressionIntent[];
  readonly notices: readonly Notice[];
  readonly problemJson: boolean;
  /** The output folder, seen from the folder of the answers file. */
  readonly output: string;
}

/** Prefix of the labels that are ours. */
export const LABEL_PREFIX = 'eg-api-gateway';

/** On every object of a team's unit: the team. */
export const TEAM_LABEL = `${LABEL_PREFIX}/team`;

/** On every object: the Gateway it belongs to, so that all of them can be listed and pruned. */
export const PART_OF = 'app.kubernetes.io/part-of';
