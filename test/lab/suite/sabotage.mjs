// What validate.sh and check notice: a running gateway is broken in one place at a time.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import readline from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { lab, ROOT } from '../lib/cluster.mjs';
import { prepareEnvironment } from '../lib/place.mjs';

const SABOTEUR = fileURLToPath(new URL('../saboteur.mjs', import.meta.url));
const AT_ONCE = 3;
/** Without EG_LAB_ALL=1, one mutation of so many. */
const CORE = 16;

const saboteur = (copy, names, heard) =>
  new Promise((done) => {
    const child = spawn(process.execPath, [SABOTEUR, String(copy), JSON.stringify(names)], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let errors = '';
    child.stderr.on('data', (d) => {
      errors += d;
    });
    readline.createInterface({ input: child.stdout }).on('line', (l) => heard(JSON.parse(l)));
    child.on('close', (code) => done({ code, errors }));
  });

export const run = async (report, { only, all }) => {
  const list = parse(fs.readFileSync(path.join(ROOT, 'test/sabotage/mutations.yaml'), 'utf8'));
  const chosen = list.filter((m, i) => (only ? m.name.startsWith(only) : all || i % CORE === 0));
  const byName = new Map(list.map((m) => [m.name, m]));
  lab('values', path.join(ROOT, 'test/lab/etc/values.yaml'));
  prepareEnvironment();
  let [seen, named, understood, outside] = [0, 0, 0, 0];
  const heard = ({ name, refused, failed, findings }) => {
    const ids = failed.map((f) => f.id);
    if (name === '') {
      report(
        ids.length === 0,
        'sabotage: validate.sh passes before anything is broken',
        JSON.stringify(failed, null, 1),
      );
      report(findings.length === 0, 'sabotage: check finds nothing before anything is broken', findings.join(', '));
      return;
    }
    const mutation = byName.get(name);
    if (ids.length > 0) seen++;
    if (findings.length > 0) named++;
    if (mutation.check && findings.includes(mutation.check)) understood++;
    if (mutation.unseen) outside++;
    report(
      findings.includes(mutation.check ?? 'EditedByHand'),
      `sabotage: ${name}: check says ${mutation.check ?? 'EditedByHand'}`,
      findings.join(', '),
    );
    report(
      refused === undefined && ids.length > 0 === !mutation.unseen,
      `sabotage: ${name}: ${mutation.unseen ? `not seen: ${mutation.unseen}` : 'validate.sh fails'}`,
      refused ??
        `validate.sh: ${ids.slice(0, 6).join(', ')}${ids.length > 6 ? ` and ${ids.length - 6} more` : ''}; check: ${findings.join(', ')}`,
    );
  };
  const copies = Array.from({ length: Math.min(AT_ONCE, chosen.length) }, (_, i) => i + 1);
  const ended = await Promise.all(
    copies.map((copy) =>
      saboteur(
        copy,
        chosen.filter((_, i) => i % copies.length === copy - 1).map((m) => m.name),
        heard,
      ),
    ),
  );
  for (const { code, errors } of ended) if (code !== 0) report(false, 'sabotage: it could be run', errors);
  console.log(
    `# sabotage: validate.sh sees ${seen} of ${chosen.length}, ${outside} of which it cannot; check names ${named}, ${understood} by what it does`,
  );
};
