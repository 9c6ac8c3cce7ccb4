// The admission policies of examples/teams, evaluated as by the API server in the lab (test/lab/suite/teams.mjs), with the same cases.
import { expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import type { KubernetesObject } from '../../src/objects/resource.ts';
import { runCli } from '../cli/run-cli.ts';
import { ROOT } from '../golden/goldens.mjs';
import { errorsOn } from './admission-policies.ts';

interface Case {
  name: string;
  object: KubernetesObject;
  says: string;
}
const casesIn = async (file: string): Promise<Record<string, Case[]>> =>
  (await import(new URL(`../lab/suite/${file}`, import.meta.url).href)) as Record<string, Case[]>;
const { ADMITTED, REFUSED } = await casesIn('teams-cases.mjs');
const { FIELDS_ADMITTED, FIELDS_REFUSED } = await casesIn('teams-field-cases.mjs');
const { SECRETS_ADMITTED, SECRETS_REFUSED } = await casesIn('teams-secret-cases.mjs');
const objectsIn = (text: string): KubernetesObject[] =>
  parseAllDocuments(text)
    .map((d) => d.toJS() as KubernetesObject)
    .filter(Boolean);
/** Generates the policies, so that the test does not need committed output. */
const policiesOf = async (folder: string): Promise<KubernetesObject[]> =>
  objectsIn((await runCli(['generate', '--stdout'], { cwd: `${ROOT}${folder}` })).stdout);
const policies = await policiesOf('examples/teams');
const withStore = await policiesOf('test/golden/cases/teams-argocd');

test.each([...ADMITTED!, ...FIELDS_ADMITTED!])('admitted: $name', ({ object }) => {
  expect(errorsOn(policies, object)).toEqual([]);
});

test.each([...REFUSED!, ...FIELDS_REFUSED!])('refused: $name', ({ object, says }) => {
  expect(errorsOn(policies, object).join('\n')).toContain(says);
});

test.each(SECRETS_ADMITTED!)('with a manager of secrets, admitted: $name', ({ object }) => {
  expect(errorsOn(withStore, object)).toEqual([]);
});

test.each(SECRETS_REFUSED!)('with a manager of secrets, refused: $name', ({ object, says }) => {
  expect(errorsOn(withStore, object).join('\n')).toContain(says);
});

test.each(['examples/teams', 'test/golden/cases/teams-argocd', 'test/golden/cases/teams-hosts'])(
  '%s: objects that are generated for teams pass the admission policies',
  async (name) => {
    const objects = await policiesOf(name);
    const ofTeams = objects.filter((o) => o.metadata.labels?.['eg-api-gateway/team'] && o.kind !== 'Namespace');
    expect(ofTeams.length).toBeGreaterThan(2);
    expect(ofTeams.flatMap((o) => errorsOn(objects, o))).toEqual([]);
  },
);

test('a team names hosts of the gateway and its https listeners only', async () => {
  const objects = await policiesOf('test/golden/cases/teams-hosts');
  const own = objects.find((o) => o.kind === 'HTTPRoute' && o.metadata.name === 'orders')!;
  const errors = (change: (spec: { hostnames?: string[]; parentRefs: { sectionName: string }[] }) => void): string => {
    const route = structuredClone(own) as KubernetesObject & { spec: Parameters<typeof change>[0] };
    change(route.spec);
    return errorsOn(objects, route).join('\n');
  };
  expect(errors(() => undefined)).toBe('');
  expect(errors((spec) => void spec.hostnames!.push('shop.tenants.example.net'))).toContain('hosts of the gateway');
  expect(
    errors((spec) => {
      spec.hostnames = ['api.example.com'];
      spec.parentRefs[0]!.sectionName = 'https';
    }),
  ).toBe('');
  expect(
    errors((spec) => {
      spec.parentRefs[0]!.sectionName = 'http';
    }),
  ).toContain('must attach to listener');
});
