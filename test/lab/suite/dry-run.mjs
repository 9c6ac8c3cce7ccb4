// Every example and what the golden cases give is admitted by the real API server, strictly and without a warning, file by file in the order of applying.
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { cases, examples } from '../../golden/goldens.mjs';
import { applyText, FOREIGN, filesInOrder, labLater, objectsInFiles } from '../lib/cluster.mjs';
import { generateFrom } from '../lib/place.mjs';

const filesBelow = (dir) =>
  existsSync(dir)
    ? readdirSync(dir, { recursive: true })
        .filter((f) => f.endsWith('.yaml') && !f.endsWith('kustomization.yaml'))
        .sort()
        .map((f) => path.join(dir, f))
    : [];

export const run = async (report, { only }) => {
  for (const golden of [...examples, ...cases]) {
    const example = path.basename(golden.dir);
    if (only && !only.split(',').includes(example)) continue;
    const dir = examples.includes(golden) ? golden.output : generateFrom(golden.answers);
    const files = [...filesInOrder(dir), ...['argocd', 'flux'].flatMap((t) => filesBelow(path.join(dir, t)))];
    const namespaces = new Set(
      objectsInFiles(files)
        .map((o) => o.metadata.namespace)
        .filter(Boolean),
    );
    applyText([...namespaces].map((name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })));
    const admitted = (some) =>
      labLater(['kubectl', 'apply', '--dry-run=server', '--validate=strict', ...some.flatMap((f) => ['-f', f])]);
    // All in one call, which is quick; each in one of its own only to say which is wrong.
    const together = await admitted(files);
    const clean = together.code === 0 && !/warning/i.test(together.stderr);
    if (clean) report(true, `${example}: ${files.length} files are admitted`);
    for (const file of clean ? [] : files) {
      const { code, stdout, stderr } = await admitted([file]);
      // A cluster that is not the lab's may have neither Cilium nor Istio.
      const unknown = FOREIGN !== undefined && /no matches for kind/.test(stderr);
      report(
        unknown ? 'skip' : code === 0 && !/warning/i.test(stderr),
        `${example}: ${path.relative(dir, file)} is admitted`,
        code === 0 ? stderr : stdout + stderr,
      );
    }
    const applied = await labLater(['kubectl', 'apply', '--dry-run=server', '--validate=strict', '-k', dir]);
    const { code } = applied;
    // kubectl speaks of an option that it sets itself; the order of the file is the one that counts.
    const stderr = applied.stderr.replace(/^.*Sorting order is set both in 'kustomization.yaml'.*$/gm, '');
    const unknown = FOREIGN !== undefined && /no matches for kind/.test(stderr);
    report(unknown ? 'skip' : code === 0 && !/warning/i.test(stderr), `${example}: kubectl apply -k`, stderr);
  }
};
