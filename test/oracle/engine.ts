// The tool's own check, on objects instead of files. oracle.mjs bundles this file and calls it for each case.
import { loadAdmission } from '../../src/admission/load-admission.ts';
import { checkFiles } from '../../src/cli/check/check-files.ts';
import { findingsIn } from '../../src/cli/check/findings-in.ts';
import type { Environment } from '../../src/cli/environment.ts';
import type { Finding } from '../../src/diagnostics/finding.ts';
import { conditionsOf } from '../../src/effective/conditions/all-conditions.ts';
import { show } from '../../src/effective/objects/loose-objects.ts';
import { Snapshot } from '../../src/effective/snapshot.ts';
import type { KubernetesObject } from '../../src/objects/resource.ts';

/** The day on which expired certificates are looked for: after the test data was made. */
const TODAY = '2026-09-01';

/** What `check` says of files with these objects and this configuration of Envoy Gateway. */
export const judge = async (objects: readonly KubernetesObject[], config: unknown): Promise<Finding[]> =>
  findingsIn(objects, [], TODAY, { config });

/** What `check` says of the files in a folder. */
export const judgeFiles = async (folder: string): Promise<readonly Finding[]> => {
  const environment: Environment = { ...process, env: {}, cwd: folder, today: TODAY };
  return (await checkFiles(environment, ['.'])).findings;
};

/** The conditions that the controller would set, as the model concludes them; each is a finding, too. */
export const conclude = async (objects: readonly KubernetesObject[], config: unknown) => {
  const admission = await loadAdmission();
  const typed = objects.map((o) => admission.typed(o));
  return conditionsOf(new Snapshot(typed, { complete: false, config, now: Date.parse(TODAY) })).map(
    ({ object, part, type, reason, code, field }) => ({
      resource: show(object),
      part,
      type,
      reason,
      code,
      field,
    }),
  );
};
