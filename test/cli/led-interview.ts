// An interview led by a program: the loop of an agent or a form, over standard input and output alone.
import { expect } from 'vitest';
import type { z } from 'zod';
import type { questionsResult } from '../../src/cli/result/question-results.ts';
import { runCli } from './run-cli.ts';

export type Result = z.infer<typeof questionsResult>;
export type Question = Result['open'][number];

/** Runs a command that must succeed, and reads its result. */
export const json = async (argv: readonly string[], cwd: string, stdin?: string): Promise<Result> => {
  const { code, stdout, stderr } = await runCli([...argv, '--json'], {
    cwd,
    ...(stdin === undefined ? {} : { stdin }),
  });
  expect([code, stderr], `${argv.join(' ')}\n${stdout}`).toEqual([0, '']);
  return JSON.parse(stdout) as Result;
};

/** A valid answer to a question; `pick` chooses among those that there are. */
export const anyAnswer = (q: Question, pick: (count: number) => number): string => {
  if (q.type === 'confirm') return ['yes', 'no'][pick(2)]!;
  if (q.choices) return q.choices[pick(q.choices.length)]!.value;
  const known = [q.example, q.default, q.optional ? '' : undefined].filter((a) => a !== undefined).map(String);
  if (known.length === 0) throw new Error(`${q.id} has neither a default nor an example: ${q.text}`);
  return known[pick(known.length)]!;
};
