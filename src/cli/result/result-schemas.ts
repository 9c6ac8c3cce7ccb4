// What commands print with --json. docs/json.md describes it. Keys are added, but never renamed or removed.
import * as z from 'zod';
import { RISKS } from '../../diagnostics/definition.ts';
import { SEVERITIES } from '../check/check-choices.ts';
import { importCheckResult, importResult } from './import-results.ts';
import { problem, problems } from './problem-results.ts';
import { questionsResult, skillResult } from './question-results.ts';

const version = z.literal(1).describe('Of the results; another number means incompatible keys.');
const ok = z.literal(true);
const severity = z.enum(SEVERITIES);
const risk = z.enum(RISKS).describe('What the finding means for those who run the gateway.');
const files = (about: string): z.ZodType => z.array(z.string()).describe(about);

const place = z.object({
  file: z.string(),
  line: z.number().int(),
  column: z.number().int(),
  excerpt: z.string().optional().describe('The text of the line, unless it may be confidential.'),
});

const finding = z.object({
  code: z.string().describe('`explain CODE` explains it.'),
  severity,
  risk,
  resource: z.string().describe('The object: `Kind namespace/name`.'),
  field: z.string().describe('The path of the field in the object.'),
  message: z.string().describe('What is wrong, why it matters and how to fix it.'),
  fix: z.string().optional().describe('How to fix it: the last part of the message.'),
  ...place.partial().shape,
  related: z
    .array(z.object({ resource: z.string(), ...place.partial().shape }))
    .optional()
    .describe('Another object that the finding is about, and its place.'),
  baseline: z.enum(['introduced', 'unchanged']).optional().describe('With `--baseline`.'),
});

/** As the baseline contains it, which an earlier version may have written. */
const earlier = finding.partial({ risk: true });

const count = z.number().int();
const check = z.object({
  version,
  ok: z.boolean().describe('False if and only if the exit code is 1.'),
  summary: z.object({
    files: count,
    objects: count,
    errors: count,
    warnings: count,
    infos: count,
    unchanged: count.optional().describe('With `--baseline`.'),
    fixed: count.optional().describe('With `--baseline`.'),
  }),
  findings: z.array(finding),
  fixed: z.array(earlier).optional().describe('With `--baseline`: findings that no longer exist.'),
});

const written = {
  output: z.string().describe('The output folder.'),
  created: files('Paths in the output folder.'),
  changed: files('Changed files.'),
  unchanged: files('Files that were right already.'),
  removed: files('Files that are no longer generated.'),
  kept: files('Files that are no longer generated, and were edited by hand.'),
  notices: z
    .array(z.object({ code: z.string(), text: z.string(), fix: z.string(), team: z.string().optional() }))
    .describe('What those who run the gateway should know.'),
};

const toApply = {
  objects: z
    .array(
      z.object({
        does: z.enum(['create', 'change', 'delete']),
        apiVersion: z.string(),
        kind: z.string(),
        namespace: z.string().optional(),
        name: z.string(),
        file: z.string(),
      }),
    )
    .describe('Objects that differ from what the folder contained, or from `--changed-since`, in apply order.'),
  apply: z.array(z.string()).describe('The commands that apply these objects, unless Argo CD or Flux does.'),
};

const generate = z.object({ version, ok, ...written, ...toApply, warnings: z.array(problem) });
const compared = z.object({
  version,
  ok: z.boolean().describe('Whether the folder is what the answers generate.'),
  output: z.string(),
  differing: files('Paths in the output folder that differ.'),
  diff: z.string().describe('A unified diff; empty without a difference.'),
});
const manifests = z.object({ version, ok, manifests: z.array(z.object({ file: z.string(), text: z.string() })) });
const planned = z.object({
  version,
  ok,
  dryRun: z.literal(true),
  output: z.string(),
  created: files('Paths in the output folder that a run would create.'),
  changed: files('Files that it would change.'),
  unchanged: files('Files that are right already.'),
  removed: files('Files that it would remove.'),
  kept: files('Files that are no longer generated, and were edited by hand.'),
  blocked: files('Files that were edited by hand: the run needs `--force`.'),
  otherFiles: z.array(z.object({ does: z.string(), file: z.string() })).describe('Files outside of the folder.'),
  ...toApply,
});
const rejected = z.object({ version, ok: z.literal(false), findings: z.array(finding) });

const init = z.object({
  version,
  ok,
  file: z.string().describe('The answers file.'),
  ...written,
  next: z.array(z.string()).describe('The commands that come next.'),
});

const example = z.object({
  version,
  ok,
  example: z.string().describe('The name of the example.'),
  dryRun: z.literal(true).optional().describe('With `--dry-run`: nothing was written.'),
  file: z.string().describe('The answers file.'),
  files: files('Every file that was written.'),
  next: z.array(z.string()).describe('The commands that come next.'),
});

const code = z.object({
  code: z.string(),
  group: z.enum(['finding', 'refusal', 'notice', 'import']),
  severities: z.array(severity),
  risk: risk.optional(),
  what: z.string(),
  why: z.string(),
  fix: z.string(),
  example: z.object({ before: z.string(), after: z.string() }).optional().describe('YAML with the fault and without.'),
});

/** The results of each command in JSON, except `schema`, whose output is a JSON Schema. */
const RESULTS: Readonly<Record<string, readonly z.ZodType[]>> = {
  init: [init, planned, example],
  import: [importResult, importCheckResult],
  generate: [generate, compared, planned, manifests, rejected],
  check: [check],
  explain: [z.object({ version, ok, codes: z.array(code) })],
  questions: [questionsResult],
  answer: [questionsResult],
  skill: [skillResult],
  completion: [z.object({ version, ok, shell: z.string(), script: z.string() })],
};

/** The commands whose results have a schema. */
export const RESULT_NAMES: readonly string[] = Object.keys(RESULTS);

/** The JSON Schema (draft-07) of what a command prints with --json. */
export const resultJsonSchema = (command: string): object => {
  const forms = z.union([problems, ...RESULTS[command]!]);
  const { $schema, ...schema } = z.toJSONSchema(forms, { target: 'draft-7', io: 'input', reused: 'inline' });
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: `https://eg-api-gateway.dev/results/${command}.schema.json`,
    title: `What eg-api-gateway ${command} --json prints`,
    ...schema,
  };
};
