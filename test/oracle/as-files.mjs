// A case as the files that a user would check.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Writes cases to a temporary folder, which is removed when the process ends. */
export class CaseFiles {
  #root = mkdtempSync(join(tmpdir(), 'oracle-files-'));

  constructor() {
    process.on('exit', () => rmSync(this.#root, { recursive: true, force: true }));
  }

  /** Writes the objects of a case, and the Helm values that contain its configuration; returns the folder. JSON keeps every string. */
  write({ name, objects, config }) {
    const folder = join(this.#root, name);
    const values = join(folder, 'envoy-gateway-values.yaml');
    mkdirSync(dirname(values), { recursive: true });
    // The harness adds EndpointSlices without a name, which no file can have.
    const documents = objects.filter((o) => o.metadata.name).map((o) => JSON.stringify(o, null, 1));
    writeFileSync(join(folder, 'manifests.yaml'), documents.join('\n---\n'));
    writeFileSync(values, JSON.stringify({ config: { envoyGateway: config } }));
    return folder;
  }
}
