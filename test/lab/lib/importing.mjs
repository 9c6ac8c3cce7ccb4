// Answers that the importer makes of a source, with the open questions answered.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import { ROOT } from './cluster.mjs';

const PROGRAM = path.join(ROOT, 'bin/eg-api-gateway.js');

/** A map of answers over another one; services by name. */
const over = (below, above) => {
  if (Array.isArray(below) && above !== null && typeof above === 'object' && !Array.isArray(above))
    return below.map((s) => (above[s.name] ? over(s, above[s.name]) : s));
  if (
    below === null ||
    typeof below !== 'object' ||
    above === null ||
    typeof above !== 'object' ||
    Array.isArray(above)
  )
    return above;
  const all = { ...below };
  for (const [key, value] of Object.entries(above)) all[key] = key in all ? over(all[key], value) : value;
  return all;
};

/** Imports `source` (text) of a kind and gives the answers; `options`: of the command; `open`: answers to what the import leaves open, services by name. */
export const importedFrom = ({ kind, source, options = [] }, open) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lab-import-'));
  fs.writeFileSync(path.join(folder, 'source.yaml'), source);
  const answers = path.join(folder, 'api-gateway.yaml');
  const { status, stderr } = spawnSync(
    process.execPath,
    [PROGRAM, 'import', kind, 'source.yaml', '-o', answers, '--json', ...options],
    { cwd: folder, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  // 1: something is open, which the case answers.
  if (status !== 0 && status !== 1) throw new Error(`import ${kind} ended with ${status}: ${stderr}`);
  return over(parse(fs.readFileSync(answers, 'utf8')), open);
};
