// Imports files of any source, answers what is open as a person would, generates, and checks the result:
//   node test/importers/proof.mjs [--keep DIR] KIND=FILE_OR_FOLDER...
// A folder is imported as a whole; its files one by one with KIND=FOLDER/ (a slash at the end). Prints a row for each import:
// its name, services, answered questions, the verdicts of the leaves, and `ok` or what failed. Inputs without a service are
// counted apart. --keep copies each output folder to DIR/NAME, for the real API server: EG_IMPORTS=DIR npm run lab -- imports
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { bundled } from '../lab/lib/bundle.mjs';

const { prove } = await bundled('test/importers/proving.ts');
const args = process.argv.slice(2);
const at = args.indexOf('--keep');
const keep = at < 0 ? undefined : path.resolve(args.splice(at, 2)[1]);
// All that the proofs write, gone at the end.
const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'import-proofs-'));
process.env.TMPDIR = temporary;
process.on('exit', () => fs.rmSync(temporary, { recursive: true, force: true }));

const [proven, failed, without] = [[], [], []];
for (const arg of args) {
  const [kind, place] = arg.split(/=(.*)/s);
  const each = place.endsWith('/')
    ? fs
        .readdirSync(place, { recursive: true })
        .filter((f) => /\.(ya?ml|json)$/.test(f))
        .sort()
        .map((f) => path.resolve(place, f))
    : [path.resolve(place)];
  for (const source of each) {
    const name = `${kind}/${path.relative(path.resolve(place), source) || path.basename(source)}`;
    const r = await prove(kind, [source]);
    const isWithout = r.isNothing || (!r.wrong && r.services === 0);
    (isWithout ? without : r.wrong ? failed : proven).push(name);
    if (keep && r.folder) fs.cpSync(r.folder, path.join(keep, name.replaceAll(/[^\w.-]+/g, '-')), { recursive: true });
    const verdicts = Object.entries(r.verdicts).map(([v, n]) => `${v} ${n}`);
    const answered = `${r.answered} answered${r.byHand.length > 0 ? `, by hand: ${r.byHand.join(', ')}` : ''}`;
    const wrong = (r.wrong ?? '').replaceAll(/\s+/g, ' ').slice(0, 500);
    const result = r.isNothing ? `nothing: ${wrong}` : wrong || `ok, ${r.warnings} warnings`;
    console.log([name, `${r.services} services`, answered, verdicts.join(', '), result].join('\t'));
  }
}
console.log(`${proven.length} proven, ${failed.length} failed, ${without.length} without a service`);
process.exitCode = failed.length > 0 ? 1 : 0;
