// Every example is admitted by the real API server, strictly and without a warning, file by file in the order of applying.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseAllDocuments } from 'yaml';
import { applyText, FOREIGN, filesInOrder, labLater, ROOT } from '../lib/cluster.mjs';

const EXAMPLES = path.join(ROOT, 'examples');
const filesBelow = (dir) =>
  existsSync(dir)
    ? readdirSync(dir, { recursive: true })
        .filter((f) => f.endsWith('.yaml') && !f.endsWith('kustomization.yaml'))
        .sort()
        .map((f) => path.join(dir, f))
    : [];

/** What is applied by itself: the folder, or each unit of an app of apps and what brings them into the cluster. */
const unitsOf = (dir) => {
  if (!existsSync(path.join(dir, 'platform'))) return [dir];
  const teams = readdirSync(path.join(dir, 'teams')).map((t) => path.join(dir, 'teams', t));
  return [path.join(dir, 'platform'), ...teams];
};

const objectsIn = (files) =>
  files.flatMap((f) => parseAllDocuments(readFileSync(f, 'utf8')).map((d) => d.toJS())).filter(Boolean);

export const run = async (report, { only }) => {
  for (const example of readdirSync(EXAMPLES).sort()) {
    const dir = path.join(EXAMPLES, example, 'manifests');
    if (example.includes('.') || (only && !only.split(',').includes(example))) continue;
    const files = [
      ...unitsOf(dir).flatMap(filesInOrder),
      ...['argocd', 'flux'].flatMap((t) => filesBelow(path.join(dir, t))),
    ];
    const namespaces = new Set(
      objectsIn(files)
        .map((o) => o.metadata.namespace)
        .filter(Boolean),
    );
    applyText([...namespaces].map((name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })));
    for (const file of files) {
      const { code, stdout, stderr } = await labLater([
        'kubectl',
        'apply',
        '--dry-run=server',
        '--validate=strict',
        '-f',
        file,
      ]);
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
