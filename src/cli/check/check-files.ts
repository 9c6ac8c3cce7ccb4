import { loadAdmission } from '../../admission/load-admission.ts';
import type { Environment } from '../environment.ts';
import { readManifests } from '../manifests/manifests.ts';
import type { Checked } from '../result/result.ts';
import { ViewChecks } from './check-views.ts';
import { withoutRepetitions } from './without-repetitions.ts';

/** Checks files and folders with manifests. */
export const checkFiles = async (environment: Environment, paths: readonly string[]): Promise<Checked> => {
  const manifests = await readManifests(environment, paths);
  const checks = new ViewChecks(manifests, await loadAdmission(), environment.today);
  const findings = checks.findings();
  return {
    findings: withoutRepetitions([...manifests.findings, ...findings]),
    files: manifests.read,
    objects: checks.count,
  };
};
