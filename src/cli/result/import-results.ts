// The results of `import` in JSON.
import * as z from 'zod';
import { VERDICTS } from '../../diagnostics/imports/import-definition.ts';
import { problem } from './problem-results.ts';

const version = z.literal(1).describe('Of the results; another number means incompatible keys.');
const count = z.number().int();
const changed = z
  .object({ key: z.string(), file: z.unknown(), source: z.unknown() })
  .describe('A key, its value in the file, and its value by the source; null: it has none.');
const sideOf = (about: string): z.ZodType =>
  z
    .object({
      file: z.string().optional(),
      line: z.number().int().optional(),
      column: z.number().int().optional(),
      value: z.unknown(),
    })
    .describe(about);
const conflict = z.object({
  key: z.string(),
  lastImport: z.unknown().describe('What the last import wrote.'),
  file: sideOf('The value in the answers file, with its place.'),
  source: sideOf('The value by the source, with its place.'),
  protects: z
    .object({ key: z.string(), file: z.string(), line: z.number().int(), value: z.unknown() })
    .optional()
    .describe('The service whose requests it would get; the answers file has `auth: undecided`.'),
});
const verdict = z.enum(VERDICTS).describe('What became of the value.');
const entry = z.object({
  verdict,
  code: z.string().describe('`explain CODE` explains it.'),
  subject: z.enum(['access', 'traffic', 'operation']).describe('What a loss is about.'),
  file: z.string().describe('As it was passed; `-` is standard input.'),
  line: z.number().int(),
  column: z.number().int(),
  pointer: z.string().describe('JSON pointer (RFC 6901) of the value in its document.'),
  keys: z.array(z.string()).describe('The answers that contain the value: `services.users.path`.'),
  leaves: z.number().int().describe('The number of values that the entry is about; 0: a value that is missing.'),
  what: z.string(),
  why: z.string(),
  fix: z.string(),
});
const newLosses = z
  .array(entry.pick({ file: true, line: true, column: true, pointer: true, verdict: true, code: true, what: true }))
  .describe('Losses and questions that the last import did not report.');

/** What `import` prints with --json. */
export const importResult = z.object({
  version,
  ok: z.boolean().describe('False if and only if the exit code is 1: values are lost, or questions are open.'),
  kind: z.string().describe('The kind of source.'),
  file: z.string().nullable().describe('The answers file.'),
  summary: z
    .object({
      files: count,
      documents: count,
      carried: count,
      noEffect: count,
      approximated: count,
      asked: count,
      dropped: count,
      impossible: count,
    })
    .describe('Numbers of values by verdict.'),
  entries: z.array(entry).describe('What became of every value of the source.'),
  questions: z.array(z.string()).describe('The keys that are open: pass them to `answer KEY=VALUE`.'),
  open: z.array(problem).describe('Why `generate` refuses the answers.'),
  changes: z.array(changed).optional().describe('What the import changed in an existing file.'),
  conflicts: z.array(conflict).optional().describe('Keys that both the file and the source changed.'),
  newLosses: newLosses.optional(),
});
/** What `import --check` prints with --json. */
export const importCheckResult = z.object({
  version,
  ok: z.boolean().describe('False if the source has changed since the last import.'),
  edited: z.boolean().describe('Whether files of the source were edited.'),
  changes: z.array(changed),
  conflicts: z.array(conflict),
  newLosses,
});
