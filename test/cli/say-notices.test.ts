// Notices name numbered files by their path in the output, and a notice of several teams is printed once.
import { expect, test } from 'vitest';
import type { Voice } from '../../src/cli/environment.ts';
import type { Built } from '../../src/cli/output/build-output.ts';
import { sayNotices } from '../../src/cli/output/say-notices.ts';

const NOTICE = { code: 'MeshIsolated', text: 'Before you apply 85-mesh.yaml, add a policy.' };
const platform = { teams: {}, notices: [] };
const team = (name: string) => ({ team: { name }, notices: [NOTICE] });

const said = (intents: readonly object[], paths: readonly string[], folder = ''): string[] => {
  const lines: string[] = [];
  const voice = { talk: (text: string) => void lines.push(text), paint: { bold: (s: string) => s } };
  const files = new Map(paths.map((path) => [path, {}]));
  sayNotices(voice as unknown as Voice, { intents, files, folder } as unknown as Built);
  return lines.map((line) => line.replace('note: ', '').replace(' [MeshIsolated]', ''));
};

test.each([
  ['a file', [{ notices: [NOTICE] }], ['85-mesh.yaml'], '', ['Before you apply 85-mesh.yaml, add a policy.']],
  ['a folder', [{ notices: [NOTICE] }], ['85-mesh/a.yaml'], '', ['Before you apply 85-mesh/, add a policy.']],
  [
    'the platform',
    [
      { ...platform, notices: [NOTICE] },
      { team: { name: 'blue' }, notices: [] },
    ],
    ['platform/85-mesh.yaml'],
    '',
    ['Before you apply platform/85-mesh.yaml, add a policy.'],
  ],
  [
    'one team',
    [platform, team('blue')],
    ['teams/blue/85-mesh/a.yaml'],
    '',
    ['blue: Before you apply teams/blue/85-mesh/, add a policy.'],
  ],
  [
    'several teams',
    [platform, team('blue'), team('red')],
    ['teams/blue/85-mesh.yaml', 'teams/red/85-mesh.yaml'],
    '',
    ['blue, red: Before you apply teams/NAME/85-mesh.yaml, add a policy.'],
  ],
  ['--team', [team('blue')], ['85-mesh.yaml'], 'teams/blue', ['blue: Before you apply 85-mesh.yaml, add a policy.']],
])('%s', (_, intents, paths, folder, lines) => expect(said(intents, paths, folder)).toEqual(lines));
