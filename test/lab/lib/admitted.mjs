// Whether the real API server admits a generated folder: strictly, without a warning, in the order of applying. Nothing is stored.
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { applyText, FOREIGN, filesInOrder, labLater, objectsInFiles } from './cluster.mjs';

const filesBelow = (dir) =>
  existsSync(dir)
    ? readdirSync(dir, { recursive: true })
        .filter((f) => f.endsWith('.yaml') && !f.endsWith('kustomization.yaml'))
        .sort()
        .map((f) => path.join(dir, f))
    : [];

const admitted = (...what) => labLater(['kubectl', 'apply', '--dry-run=server', '--validate=strict', ...what]);

/** Reports whether the files of a folder are admitted, and which are not. `name`: of what was generated. */
export const reportAdmitted = async (report, name, dir) => {
  const files = [...filesInOrder(dir), ...['argocd', 'flux'].flatMap((t) => filesBelow(path.join(dir, t)))];
  const namespaces = new Set(
    objectsInFiles(files)
      .map((o) => o.metadata.namespace)
      .filter(Boolean),
  );
  applyText([...namespaces].map((n) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: n } })));
  // All in one call, which is quick; each in one of its own only to say which is wrong.
  const together = await admitted(...files.flatMap((f) => ['-f', f]));
  const clean = together.code === 0 && !/warning/i.test(together.stderr);
  if (clean) report(true, `${name}: ${files.length} files are admitted`);
  for (const file of clean ? [] : files) {
    const { code, stdout, stderr } = await admitted('-f', file);
    // A cluster that is not the lab's may have neither Cilium nor Istio.
    const unknown = FOREIGN !== undefined && /no matches for kind/.test(stderr);
    report(
      unknown ? 'skip' : code === 0 && !/warning/i.test(stderr),
      `${name}: ${path.relative(dir, file)} is admitted`,
      code === 0 ? stderr : stdout + stderr,
    );
  }
};

/** Reports whether kustomize's build of a folder is admitted. */
export const reportKustomized = async (report, name, dir) => {
  const applied = await admitted('-k', dir);
  // kubectl speaks of an option that it sets itself; the order of the file is the one that counts.
  const stderr = applied.stderr.replace(/^.*Sorting order is set both in 'kustomization.yaml'.*$/gm, '');
  const unknown = FOREIGN !== undefined && /no matches for kind/.test(stderr);
  report(unknown ? 'skip' : applied.code === 0 && !/warning/i.test(stderr), `${name}: kubectl apply -k`, stderr);
};
