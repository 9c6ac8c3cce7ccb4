import type { Finding } from '../../src/diagnostics/finding.ts';
import type { KubernetesObject } from '../../src/objects/resource.ts';

export interface Case {
  readonly name: string;
  readonly objects: readonly KubernetesObject[];
  readonly output: () => Readonly<Record<string, unknown>>;
}
export interface Fault {
  readonly object: string;
  readonly listener?: string;
  readonly reason: string;
  readonly advice: boolean;
  readonly result: 'named' | 'refused' | 'undecidable' | 'missed';
  readonly by?: Finding;
  readonly exact: boolean;
}
export interface Compared {
  readonly faults: readonly Fault[];
  readonly errors: readonly Finding[];
  readonly alarms: readonly Finding[];
  readonly beside: readonly Finding[];
  readonly warnings: readonly Finding[];
}
/** A condition that the model concludes. */
export interface Concluded {
  readonly resource: string;
  readonly part?: string;
  readonly type: string;
  readonly reason: string;
  readonly code: string;
  readonly field: string;
}
export const compare: (one: Case, findings: readonly Finding[], conditions?: readonly Concluded[]) => Compared;
