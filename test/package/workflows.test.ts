import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const FOLDER = `${ROOT}.github/workflows/`;
const read = (file: string): string => readFileSync(file, 'utf8');

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly 'timeout-minutes'?: number;
  readonly steps: readonly Step[];
}
interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}
const workflows = readdirSync(FOLDER).map((file) => {
  const text = read(`${FOLDER}${file}`);
  return { file, text, workflow: parse(text) as Workflow };
});
const jobs = workflows.flatMap(({ file, workflow }) =>
  Object.entries(workflow.jobs).map(([name, job]) => ({ name: `${file}: ${name}`, job })),
);
const steps = jobs.flatMap(({ job }) => job.steps);

test('every action is pinned to a commit, with its version in a comment for Dependabot', () => {
  const lines = workflows.flatMap(({ text }) => text.split('\n').filter((l) => /^\s*(?:- )?uses:/.test(l)));
  expect(lines.length).toBeGreaterThan(3);
  expect(lines.filter((l) => !/uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(l))).toEqual([]);
});

test('workflows may only read; one job signs the provenance statement', () => {
  for (const { workflow } of workflows) expect(workflow.permissions).toEqual({ contents: 'read' });
  const more = jobs.filter(({ job }) => job.permissions !== undefined);
  expect(more.map(({ name, job }) => [name, job.permissions])).toEqual([
    ['release.yml: publish', { contents: 'read', 'id-token': 'write' }],
  ]);
});

test('every job has a time limit, and no checkout leaves a token behind', () => {
  expect(jobs.filter(({ job }) => job['timeout-minutes'] === undefined)).toEqual([]);
  for (const s of steps.filter((step) => step.uses?.startsWith('actions/checkout@')))
    expect(s.with?.['persist-credentials']).toBe(false);
});

test('every part of .ci/run is run by a workflow, and workflows name no other part', () => {
  const [, list] = /set -- ([a-z ]+)\n/.exec(read(`${ROOT}.ci/run`))!;
  const ci = workflows.find(({ file }) => file === 'ci.yml')!.text;
  const [, matrix] = /part: \[([a-z, ]+)\]/.exec(ci)!;
  const named = steps
    .map((s) => /\.ci\/run ([a-z ]+)$/m.exec(s.run ?? '')?.[1] ?? '')
    .flatMap((parts) => parts.split(' ').filter(Boolean));
  expect([...new Set([...matrix!.split(', '), ...named])].sort()).toEqual(list!.split(' ').sort());
});

test('nothing from an event is part of a command', () => {
  expect(steps.filter((s) => s.run?.includes('${{'))).toEqual([]);
});
