// Gateways of test/real with `lab`: their answers applied as they are, and each request of requests.yaml observed with Envoy. One
// after the other, because some have the same namespaces.
import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { lab, ROOT } from '../lib/cluster.mjs';
import { prepareEnvironment } from '../lib/place.mjs';
import { runCase } from './behaviour.mjs';

const FOLDER = path.join(ROOT, 'test/real');

/** Runs the gateways (those of `only`; the core ones unless all are asked for) and reports each observation. */
export const run = async (report, { only, all }) => {
  const cases = fs
    .readdirSync(FOLDER, { withFileTypes: true })
    .filter((e) => e.isDirectory() && (!only || only.split(',').includes(e.name)))
    .map(({ name }) => path.join(FOLDER, name, 'requests.yaml'))
    .filter((file) => {
      const { lab, core } = parse(fs.readFileSync(file, 'utf8'));
      return lab && (only || all || core !== false);
    });
  if (cases.length === 0) return;
  lab('values', path.join(ROOT, 'test/lab/etc/values.yaml'));
  prepareEnvironment();
  for (const file of cases) for (const r of await runCase(file)) report(r.ok, r.name, r.detail);
};
