// The complete model: every default, name, size and effective policy is decided when it is built. Later steps have no defaults.
// The model is frozen (intent/build-intent.ts).

import type { Notice } from '../diagnostics/notice.ts';
import type { Limit } from '../values/limit.ts';
import type { ExtensionIntent } from './extension-intent.ts';
import type { CertificateIntent, ClientIntent, GatewayIntent, ObservabilityIntent, Sizing } from './gateway-intent.ts';
import type { InstallIntent, PodsIntent } from './install-intent.ts';
import type { MeshIntent } from './mesh-intent.ts';
import type { NetworkIntent } from './network-intent.ts';
import type { OwnManifestIntent } from './own-manifest.ts';
import type { PatchIntent } from './patch-intent.ts';
import type { CredentialIntent, ExternalIntent, GrantIntent, HeaderChanges, RouteIntent } from './routes-intent.ts';
import type { CorsIntent, GuardIntent, SecretIntent, SecretStoreIntent, SecurityIntent } from './security-intent.ts';
import type { StreamIntent } from './streams-intent.ts';
import type { DeliveryIntent, TeamIntent, TeamsIntent } from './teams-intent.ts';
import type { ApiBudgetIntent, ErrorPageIntent, HealthCheckIntent, TrafficIntent } from './traffic-intent.ts';

export type * from './extension-intent.ts';
export type * from './gateway-intent.ts';
export type * from './install-intent.ts';
export type * from './mesh-intent.ts';
export type * from './network-intent.ts';
export type * from './own-manifest.ts';
export type * from './patch-intent.ts';
export type * from './routes-intent.ts';
export type * from './security-intent.ts';
export type * from './teams-intent.ts';
export type * from './traffic-intent.ts';

/** The effective settings of a service, for the runbook and the probes. */
export interface ServiceIntent {
  readonly name: string;
  readonly protocol: 'http' | 'grpc' | 'websocket';
  /** The host names that it names itself; undefined: all hosts. */
  readonly hostnames: readonly string[] | undefined;
  readonly paths: readonly string[];
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly query: readonly (readonly [name: string, value: string])[];
  readonly methods: readonly string[];
  readonly backend: string;
  /** Several backends with weights, of which `backend` is the first; empty: there is one. */
  readonly backends: readonly { readonly backend: string; readonly weight: number }[];
  readonly canary:
    | {
        readonly backend: string;
        readonly weight: number;
        readonly header: { readonly name: string; readonly value: string } | undefined;
      }
    | undefined;
  /** The backend that receives all requests while the primary one is down. */
  readonly failover: string | undefined;
  readonly rewrite: string | undefined;
  /** The gateway's own credential for an external server. */
  readonly credential: CredentialIntent | undefined;
  /** Names of accepted methods; any of them is enough; empty: public. */
  readonly auth: readonly string[];
  /** Whether a request must satisfy all of them. */
  readonly authAll: boolean;
  /** Whether a request without a credential is anonymous. */
  readonly authOptional: boolean;
  readonly publicPaths: readonly string[];
  /** Why clients may call it without TLS; undefined: they may not. */
  readonly plainHttp: string | undefined;
  readonly routes: readonly string[];
  readonly timeout: string;
  readonly healthCheck: HealthCheckIntent | undefined;
  readonly allow: {
    readonly scopes: readonly string[];
    readonly claims: readonly (readonly [string, readonly string[]])[];
    readonly clients: readonly string[];
    readonly cidrs: readonly string[];
  };
  /** Networks without access. */
  readonly denied: readonly string[];
  readonly response: HeaderChanges;
}

/** Information for the operator, in the runbook and on stderr after a run. */
export interface SuppressionIntent {
  readonly code: string;
  /** `Kind/name`. */
  readonly object: string;
  /** YYYY-MM-DD, the last day on which it is accepted. */
  readonly until: string;
  readonly reason: string;
}

export interface Intent {
  /** Of routes and policies. In a team's unit it is the team's; the Gateway is in another namespace. */
  readonly namespace: string;
  /** The team of this unit; undefined: the unit contains the Gateway. */
  readonly team: TeamIntent | undefined;
  /** The teams that share the Gateway; undefined: it has one owner, or this is a team's unit. */
  readonly teams: TeamsIntent | undefined;
  /** The delivery tool; undefined: there are no units, the output is one folder. */
  readonly delivery: DeliveryIntent | undefined;
  /** The platform's limits, which a team must not exceed. */
  readonly ceiling: readonly Limit[];
  readonly gateway: GatewayIntent;
  readonly install: InstallIntent;
  readonly certificate: CertificateIntent;
  readonly sizing: Sizing;
  /** Placement of the proxies. */
  readonly proxyPods: PodsIntent;
  readonly client: ClientIntent;
  readonly guards: readonly GuardIntent[];
  readonly services: readonly ServiceIntent[];
  readonly routes: readonly RouteIntent[];
  readonly security: readonly SecurityIntent[];
  readonly traffic: readonly TrafficIntent[];
  readonly apiBudget: ApiBudgetIntent | undefined;
  /** Services with code that the proxies run for them. */
  readonly extensions: readonly ExtensionIntent[];
  readonly externals: readonly ExternalIntent[];
  /** Connections that are only forwarded; none in a team's unit. */
  readonly streams: readonly StreamIntent[];
  readonly grants: readonly GrantIntent[];
  readonly secrets: readonly SecretIntent[];
  /** The source of their values; undefined: an operator creates them. */
  readonly secretStore: SecretStoreIntent | undefined;
  readonly cors: CorsIntent | undefined;
  readonly observability: ObservabilityIntent;
  /** undefined: no network policies. */
  readonly network: NetworkIntent | undefined;
  /** undefined: no mesh. */
  readonly mesh: MeshIntent | undefined;
  readonly suppressions: readonly SuppressionIntent[];
  /** Files of the user whose objects are a part of the output. */
  readonly manifests: readonly OwnManifestIntent[];
  /** Applied to the objects after all other answers. */
  readonly patches: readonly PatchIntent[];
  readonly notices: readonly Notice[];
  readonly problemJson: boolean;
  readonly errorPages: readonly ErrorPageIntent[];
  /** The body for paths that no route serves. */
  readonly notFoundPage: ErrorPageIntent | undefined;
  /** The output folder, relative to the folder of the answers file. */
  readonly output: string;
}

/** Prefix of the labels and annotations of this tool. */
export const LABEL_PREFIX = 'eg-api-gateway';

/** On every object of a team's unit: the team. */
export const TEAM_LABEL = `${LABEL_PREFIX}/team`;

/** On every object: its Gateway, so that all of them can be listed and pruned. */
export const PART_OF = 'app.kubernetes.io/part-of';
