// The guard rails of examples/teams, judged here as the API server does in the lab (test/lab/suite/teams.mjs), by the same cases.
import { expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import type { KubernetesObject } from '../../src/resources/resource.ts';
import { runCli } from '../cli/run-cli.ts';
import { railsOn } from './rails.ts';

interface Case {
  name: string;
  object: KubernetesObject;
  says: string;
}
const { ADMITTED, REFUSED } = (await import(new URL('../lab/suite/teams-cases.mjs', import.meta.url).href)) as {
  ADMITTED: Case[];
  REFUSED: Case[];
};
const EXAMPLE = new URL('../../examples/teams/', import.meta.url);
const objectsIn = (text: string): KubernetesObject[] =>
  parseAllDocuments(text)
    .map((d) => d.toJS() as KubernetesObject)
    .filter(Boolean);
const { stdout: all } = await runCli(['generate', '--stdout'], { cwd: EXAMPLE.pathname });
const rails = objectsIn(all);

test.each(ADMITTED)('admitted: $name', ({ object }) => {
  expect(railsOn(rails, object)).toEqual([]);
});

test.each(REFUSED)('refused: $name', ({ object, says }) => {
  expect(railsOn(rails, object).join('\n')).toContain(says);
});

test.each(['teams', 'teams-on-cilium'])('%s: what is generated for teams passes its own rails', async (name) => {
  const cwd = new URL(`../../examples/${name}/`, import.meta.url).pathname;
  const { stdout } = await runCli(['generate', '--stdout'], { cwd });
  const objects = objectsIn(stdout);
  const ofTeams = objects.filter((o) => o.metadata.labels?.['eg-api-gateway/team'] && o.kind !== 'Namespace');
  expect(ofTeams.length).toBeGreaterThan(5);
  expect(ofTeams.flatMap((o) => railsOn(objects, o))).toEqual([]);
});
