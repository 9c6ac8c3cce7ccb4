// What readers of routes and policies are given.
import type { Loose } from '../../effective/objects/loose-objects.ts';
import type { EffectiveRoute } from '../../effective/requests/effective-routes.ts';
import type { RuleSettings } from '../../effective/requests/rule-settings.ts';
import type { Snapshot } from '../../effective/snapshot.ts';
import type { NeutralAuth, Part } from '../neutral/neutral.ts';
import type { Ledger } from '../report/ledger.ts';
import { sayIdentity } from '../report/object-metadata.ts';
import type { SourceNode } from '../source/source-node.ts';
import type { SourceObjects } from './source-objects.ts';

/** The manifests as a whole. */
export interface SourceView {
  readonly snapshot: Snapshot;
  readonly source: SourceObjects;
  readonly ledger: Ledger;
}

/** One rule of an HTTPRoute or GRPCRoute, on the listener that serves it. */
export interface RouteView extends SourceView {
  /** The namespace of the answers if it is known: Services in it are written without it. */
  readonly home: string | undefined;
  readonly route: Loose;
  /** `spec.rules[0]` of the route. */
  readonly rule: SourceNode;
  /** What applies to its requests: policies, authentication, limits, timeouts, each with its source. */
  readonly settings: RuleSettings;
  /** What is made of the rule: one for each match, host and listener. */
  readonly routes: readonly EffectiveRoute[];
}

/** What the policies of a rule mean. */
export interface RoutePolicies {
  readonly auth: NeutralAuth;
  /** Keys of the service; each once. */
  readonly parts: readonly Part[];
}

/** The Gateway that becomes the answers. */
export interface GatewayView extends SourceView {
  /** undefined: routes name a Gateway that is not in the source. */
  readonly gateway: Loose | undefined;
}

/** Reports what identifies objects, and their annotations (`isRead`: those that became answers). */
export const sayObjects = (
  { source, ledger }: SourceView,
  objects: readonly Loose[],
  isRead?: (annotation: string) => boolean,
): void => {
  for (const object of objects) {
    const node = source.node(object);
    if (node) sayIdentity(node, ledger, isRead);
  }
};
