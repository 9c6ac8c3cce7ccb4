// What any command prints with --json if it does nothing: exit code 2, or 70 for an internal error.
import * as z from 'zod';

export const problem = z.object({
  code: z.string().describe('`explain CODE` explains it.'),
  file: z.string().describe('The file or flag; empty if the problem is in neither.'),
  line: z.number().int().describe('From 1; 0 if there is no line.'),
  column: z.number().int(),
  key: z.string().describe('The key of the answer, such as `services[0].path`.'),
  id: z.string().optional().describe('The id of the question.'),
  what: z.string(),
  why: z.string(),
  fix: z.string().describe('What to write instead.'),
  message: z.string().optional().describe('What, why and fix in one text.'),
});

export const problems = z.object({
  version: z.literal(1),
  ok: z.literal(false),
  problems: z.array(problem),
});
