// The tool's own check, on objects instead of files. oracle.mjs bundles this file and calls it once for each case.
import { findingsIn } from '../../src/cli/check-run.ts';
import type { Finding } from '../../src/diagnostics/finding.ts';
import type { KubernetesObject } from '../../src/objects/resource.ts';

/** What `check` says of files with these objects and this configuration of Envoy Gateway. */
export const judge = async (objects: readonly KubernetesObject[], config: unknown): Promise<Finding[]> =>
  findingsIn(objects, [], '2026-01-01', { config });
