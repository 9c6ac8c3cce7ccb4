// What the checks of references, and those of behaviour, find in objects.
import { findingsOf } from '../../src/analyze/check.ts';
import { BEHAVIOUR_CHECKS } from '../../src/analyze/checks.ts';
import { references } from '../../src/analyze/references/all-references.ts';
import type { Finding } from '../../src/diagnostics/finding.ts';
import { Snapshot } from '../../src/effective/snapshot.ts';
import type { KubernetesObject } from '../../src/objects/resource.ts';

export const checkReferences = (objects: readonly KubernetesObject[], complete = true, config?: unknown): Finding[] =>
  findingsOf(new Snapshot(objects, { complete, config }), [references]);

export const checkBehaviour = (objects: readonly KubernetesObject[], config?: unknown): Finding[] =>
  findingsOf(new Snapshot(objects, { config }), BEHAVIOUR_CHECKS);
