// What the inputs of test/importers/cases become when a person imports them, answers what is open and generates is admitted by the
// real API server. EG_IMPORTS=DIR: the folders in DIR instead, as `node test/importers/proof.mjs --keep DIR` writes them.
import fs from 'node:fs';
import path from 'node:path';
import { reportAdmitted } from '../lib/admitted.mjs';
import { bundled } from '../lib/bundle.mjs';
import { ROOT } from '../lib/cluster.mjs';

const CASES = path.join(ROOT, 'test/importers/cases');

/** Inputs, but for their snapshots: {kind, name, file}. */
const inputs = () =>
  fs
    .readdirSync(CASES)
    .sort()
    .flatMap((kind) =>
      fs
        .readdirSync(path.join(CASES, kind))
        .filter((f) => /\.(ya?ml|json)$/.test(f) && !f.includes('.answers.'))
        .sort()
        .map((f) => ({ kind, name: `${kind}/${path.parse(f).name}`, file: path.join(CASES, kind, f) })),
    );

export const run = async (report, { only }) => {
  const isWanted = (name) => !only || only.split(',').includes(name);
  const given = process.env.EG_IMPORTS;
  if (given) {
    for (const name of fs.readdirSync(given).sort())
      if (isWanted(name)) await reportAdmitted(report, name, path.join(given, name));
    return;
  }
  const { prove } = await bundled('test/importers/proving.ts');
  for (const { kind, name, file } of inputs().filter((i) => isWanted(i.name))) {
    const { services, answered, wrong, folder } = await prove(kind, [file]);
    report(wrong === undefined, `${name}: imported, ${services} services, ${answered} answers, generated`, wrong);
    if (folder) await reportAdmitted(report, name, folder);
  }
};
