// Sizes and placement of pods.
import type { Toleration } from '../values/pod-answers.ts';

/** A computed number and its calculation, for the comment above it. */
export interface Sized {
  readonly value: number;
  readonly calculation: string;
}

/** Sizes with their calculations. Per replica unless the name states otherwise: Envoy counts per proxy pod. */
export interface Sizing {
  readonly peakRequestsPerSecond: number;
  readonly p95LatencyMs: number;
  /** true: the peak is not set, so an assumed value is used. */
  readonly assumed: boolean;
  readonly minReplicas: Sized;
  readonly maxReplicas: Sized;
  readonly cpuMillis: Sized;
  readonly memoryMiB: Sized;
  readonly maxParallelRequests: Sized;
  readonly maxConnections: Sized;
  readonly maxPendingRequests: Sized;
  readonly connectionLimit: Sized;
  readonly maxConcurrentStreams: Sized;
  readonly cpuLimitMillis: number | undefined;
  /** Percentage of the CPU request; undefined: the number of replicas is fixed. */
  readonly cpuUtilization: number | undefined;
  /** Of the PodDisruptionBudget; 0: none. */
  readonly minAvailable: number;
  /** Answers that are below what the peak needs, for a notice. */
  readonly below: readonly { readonly key: string; readonly set: string; readonly needed: string }[];
}

/** Where pods run and with which image; undefined: as Envoy Gateway has it. */
export interface PodsIntent {
  readonly topologySpread: 'preferred' | 'required' | 'none';
  readonly nodeSelector: Readonly<Record<string, string>> | undefined;
  readonly tolerations: readonly Toleration[];
  readonly priorityClassName: string | undefined;
  readonly image: string | undefined;
  readonly imagePullSecrets: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/** The Deployment of Envoy Gateway itself. */
export interface ControllerIntent extends PodsIntent {
  readonly replicas: number;
  /** 0: no PodDisruptionBudget. */
  readonly minAvailable: number;
  readonly cpuMillis: number;
  readonly cpuLimitMillis: number | undefined;
  /** undefined: the usual request and limit. */
  readonly memoryMiB: number | undefined;
  readonly rateLimitImage: string | undefined;
}
