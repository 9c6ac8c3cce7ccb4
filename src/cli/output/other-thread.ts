// The whole program of the second thread (build.mjs makes a file of it): whether the API server and Envoy Gateway would
// accept objects without a finding. A finding is computed again where it is printed, so nothing but yes or no is returned.
import { parentPort } from 'node:worker_threads';
import { loadAdmission } from '../../admission/load-admission.ts';
import { manifestFindings, type Objects } from './manifest-findings.ts';

parentPort?.once('message', async (objects: Objects) => {
  parentPort?.postMessage(manifestFindings(objects, await loadAdmission()).length === 0);
});
parentPort?.once('messageerror', () => parentPort?.postMessage(false));
