import type { FindingCode, ValuesArgument, ValuesOf } from '../../diagnostics/catalogue.ts';
import type { Loose } from '../objects/loose-objects.ts';
import type { Snapshot } from '../snapshot.ts';

/** The types of conditions in which the controller reports a problem. */
export type ConditionType =
  | 'Accepted'
  | 'Aggregated'
  | 'BackendsAvailable'
  | 'Conflicted'
  | 'Merged'
  | 'Overridden'
  | 'OverlappingTLSConfig'
  | 'PartiallyInvalid'
  | 'Programmed'
  | 'ResolvedRefs'
  | 'RouteRulesOverlap'
  | 'Warning';

/** Where the controller reports a problem, and how. */
export interface Place {
  readonly object: Loose;
  /** The part of the status: a listener of a Gateway, a `parentRef` of a route; absent: the whole object. */
  readonly part?: string | undefined;
  readonly type: ConditionType;
  /** As Envoy Gateway or Gateway API names it. */
  readonly reason: string;
  /** The field with the fault, as Kubernetes writes it: `spec.rules[0].matches`. */
  readonly field: string;
  /** The same fault has another condition, which a user reads about; this one is no finding of its own. */
  readonly isSecond?: boolean;
}

/** A condition that reports a problem, with what a user reads about it: a code of the catalogue and its values. */
export interface Condition<C extends FindingCode = FindingCode> extends Place {
  readonly code: C;
  readonly values: ValuesOf<C>;
}

/** Takes one condition. The compiler checks that the values fit the code. */
export type Conclude = <C extends FindingCode>(place: Place, code: C, ...values: ValuesArgument<C>) => void;

/**
 * One part of the controller's verdict: concludes what it would report about all objects. Its time is linear in their number.
 * A rule names the function of Envoy Gateway that decides the same.
 */
export type ConditionRule = (snapshot: Snapshot, conclude: Conclude) => void;
