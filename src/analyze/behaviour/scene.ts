import type { Finding, Severity } from '../../diagnostics/finding.ts';
import { type Loose, show } from '../loose-objects.ts';
import { Snapshot } from '../snapshot.ts';
import { Attachments, gatewaysOf } from './attachments.ts';

/** Of those, the ones about network policies and meshes. */
export type NetworkCode =
  | 'AdmittedForNothing' | 'BackendNotAdmitted' | 'CiliumRuleInvalid' | 'MeshPrincipalUnknown' | 'MeshShutsOut' | 'MeshTokensDiffer'
  | 'PeerByAddress' | 'PeerNamespaceMissing'; // biome-ignore format: a list

/** Of those, the ones about Gateways that several namespaces share. */
export type SharingCode =
  | 'PathInsideOtherNamespace' | 'PathsUnrestricted' | 'PolicyReplacesAuthentication' | 'RoutesFromEverywhere'; // biome-ignore format: a list

/** The codes of what admitted objects would do, permanent. */
export type BehaviourCode =
  | NetworkCode
  | SharingCode
  | 'AccessLogOff' | 'AllMethodsNeeded' | 'AllowedByHeaderAlone' | 'AnonymousRoute' | 'AnyHostname' | 'AnyOriginAllowed'
  | 'AuthenticationOptional' | 'AuthorizerFailsOpen' | 'BudgetForEachRoute' | 'CallbackNotRouted' | 'CatchAllMissing' | 'ClearTextBackend'
  | 'ClearTextRoute' | 'DuplicateKeyValue' | 'EveryRequestTraced' | 'ExtensionDisabled' | 'FallbackSplits' | 'ForgeableLimitKey' | 'HeaderWithPercent'
  | 'HttpsRedirectMissing' | 'IdentityHeaderNotRemoved' | 'JwtWithoutAudience' | 'JwtWithoutIssuer' | 'KeyPassedOn' | 'LimitKeyMissing'
  | 'LocalLimitUnits' | 'NobodyGetsIn' | 'OldTlsAllowed' | 'OpenByDefault' | 'PathNormalisationOff' | 'PolicyDropsAuthentication' | 'PreflightNotRouted'
  | 'RedirectLosesMethod' | 'RegexShadowsPrefix' | 'RootRewriteLosesSlash' | 'TimeoutCutByListener' | 'RetriesUnsafe' | 'SelectorIgnored' | 'ServiceErrorsReplaced'
  | 'TimeoutStarvesRetries' | 'TlsPolicyIgnored' | 'TokenInQuery' | 'TokensWithoutEnd' | 'UnderscoresAllowed' | 'WeightsIgnored'
  | 'WithoutKeyUnlimited'; // biome-ignore format: a list

/** All objects with what attaches to what; a check looks at it and reports. */
export class Scene {
  readonly snapshot: Snapshot;
  readonly attachments: Attachments;
  private readonly byKind = new Map<string, Loose[]>();
  private byGateway: Map<Loose, { route: Loose; section: string | undefined }[]> | undefined;
  readonly findings: Finding[] = [];

  constructor(
    readonly objects: readonly Loose[],
    readonly config: unknown,
  ) {
    this.snapshot = new Snapshot(objects);
    this.attachments = new Attachments(this.snapshot, objects);
    for (const o of objects) {
      const known = this.byKind.get(o.kind);
      if (known) known.push(o);
      else this.byKind.set(o.kind, [o]);
    }
  }

  /** The objects of one kind. */
  of(kind: string): readonly Loose[] {
    return this.byKind.get(kind) ?? [];
  }

  /** Routes of both kinds. */
  routes(): Loose[] {
    return [...this.of('HTTPRoute'), ...this.of('GRPCRoute')];
  }

  /** The routes that name a Gateway, with the listener that each names. */
  under(gateway: Loose): readonly { readonly route: Loose; readonly section: string | undefined }[] {
    if (!this.byGateway) {
      this.byGateway = new Map();
      for (const route of this.routes())
        for (const { gateway: named, section } of gatewaysOf(this.snapshot, route)) {
          const known = this.byGateway.get(named);
          if (known) known.push({ route, section });
          else this.byGateway.set(named, [{ route, section }]);
        }
    }
    return this.byGateway.get(gateway) ?? [];
  }

  report(code: BehaviourCode, severity: Severity, object: Loose, field: string, message: string): void {
    this.findings.push({ code, severity, resource: show(object), field, message });
  }
}

/** One thing that is looked for. */
export type BehaviourCheck = (scene: Scene) => void;
