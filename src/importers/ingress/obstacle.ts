import type { SourceNode } from '../source/source-node.ts';

/** Why access cannot be translated: it completes "cannot be translated: ...". The service stays undecided. */
export interface Obstacle {
  readonly what: string;
  readonly from: readonly SourceNode[];
}
