// Runs the steps of the composite action as a runner of GitHub does: expressions, environment, files for outputs and summary.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { withNpx } from './npx.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

interface Step {
  readonly id?: string;
  readonly if?: string;
  readonly shell: string;
  readonly env: Readonly<Record<string, string>>;
  readonly run: string;
}
interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default: string }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

export const ACTION = parse(readFileSync(`${ROOT}action.yml`, 'utf8')) as Action;

/** Runs all steps in a folder; gives what the runner would show. */
export const runAction = (cwd: string, given: Readonly<Record<string, string>>) => {
  const temp = mkdtempSync(join(tmpdir(), 'runner-'));
  const values: Record<string, string> = {};
  for (const [name, { default: value }] of Object.entries(ACTION.inputs))
    values[`inputs.${name}`] = given[name] ?? value;
  /** Only the expressions that the action uses: a name, or its comparison with a word. */
  const evaluate = (text: string): string =>
    text.replace(/\$\{\{ ([\w.-]+)(?: == '(\w*)')? \}\}/g, (_, name: string, word: string | undefined) =>
      word === undefined ? (values[name] ?? '') : String((values[name] ?? '') === word),
    );
  const bin = withNpx();
  const summary = join(temp, 'summary');
  const npx = join(temp, 'npx-arguments');
  let log = '';
  let code = 0;
  for (const [i, step] of ACTION.runs.steps.entries()) {
    if (code !== 0 || (step.if !== undefined && evaluate(step.if) !== 'true')) continue;
    const output = join(temp, `output-${i}`);
    writeFileSync(output, '');
    mkdirSync(join(temp, 'temp'), { recursive: true });
    const env = Object.fromEntries(Object.entries(step.env).map(([k, v]) => [k, evaluate(v)]));
    // As the runner starts `shell: bash`.
    const run = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step.run], {
      cwd,
      encoding: 'utf8',
      env: {
        PATH: `${bin}:${process.env.PATH}`,
        HOME: temp,
        RUNNER_TEMP: join(temp, 'temp'),
        NPX_LOG: npx,
        GITHUB_OUTPUT: output,
        GITHUB_STEP_SUMMARY: summary,
        ...env,
      },
    });
    log += run.stdout + run.stderr;
    code = run.status ?? 1;
    for (const line of readFileSync(output, 'utf8').split('\n').filter(Boolean)) {
      const at = line.indexOf('=');
      values[`steps.${step.id}.outputs.${line.slice(0, at)}`] = line.slice(at + 1);
    }
  }
  const outputs = Object.fromEntries(Object.entries(ACTION.outputs).map(([k, { value }]) => [k, evaluate(value)]));
  return {
    code,
    log,
    outputs,
    summary: existsSync(summary) ? readFileSync(summary, 'utf8') : '',
    calls: existsSync(npx) ? readFileSync(npx, 'utf8').split('\0') : [],
  };
};
