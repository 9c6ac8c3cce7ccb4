// What `questions`, `answer` and `skill` print with --json.
import * as z from 'zod';
import { problem } from './problem-results.ts';

const choice = z.object({
  value: z.string().describe('What to answer.'),
  text: z.string().describe('What it means.'),
  hint: z.string().optional().describe('Its consequence.'),
});

const question = z.object({
  id: z.string().describe('Pass it to `answer ID=VALUE`.'),
  topic: z.string().describe('The id of its topic in `progress.topics`.'),
  text: z.string().describe('The question as a person reads it.'),
  type: z.enum(['text', 'lines', 'choice', 'confirm']).describe('`confirm`: yes or no. `lines`: several lines.'),
  required: z.boolean().describe('True: it has no default, and somebody must decide.'),
  default: z.union([z.string(), z.boolean()]).optional().describe('What `answer --defaults` answers.'),
  reason: z.string().optional().describe('Why this is the default.'),
  remark: z.string().optional().describe('Context to show before the question.'),
  choices: z.array(choice).optional().describe('Of a question of type `choice`.'),
  optional: z.boolean().optional().describe('Of a question of type `text`: an empty answer means none.'),
  format: z.string().optional().describe('What can be entered, for people.'),
  example: z.string().optional().describe('A valid answer.'),
  validation: z
    .record(z.string(), z.unknown())
    .describe('JSON Schema of the answer. The interview may refuse more, with a message.'),
});

const topic = z.object({
  id: z.string(),
  title: z.string(),
  main: z.boolean().describe('One of the seven that everybody answers.'),
  open: z.number().int().describe('The number of its open questions.'),
});

/** A question for programs. */
export type QuestionResult = z.infer<typeof question>;

/** Of `questions` and `answer`. */
export const questionsResult = z.object({
  version: z.literal(1),
  ok: z.literal(true),
  file: z.string().optional().describe('The answers file; absent with `-f -`.'),
  ready: z.boolean().describe('Whether `generate` accepts the answers as they are.'),
  progress: z.object({
    answered: z.number().int().describe('The number of questions answered in this interview.'),
    open: z.number().int(),
    required: z.number().int().describe('The number of open questions without a default.'),
    topics: z.array(topic).describe('All topics in their order.'),
  }),
  open: z
    .array(question)
    .describe(
      'The open questions in their order. An answer can add or remove later ones. Empty: the interview is over.',
    ),
  recommended: z
    .array(question)
    .describe('Questions that nobody needs to answer: each gets its default when the interview is over.'),
  problems: z.array(problem).describe('Why `generate` would refuse the answers, once no answer is missing.'),
  answers: z.record(z.string(), z.unknown()).describe('The answers so far: the content of the answers file.'),
  state: z
    .record(z.string(), z.unknown())
    .optional()
    .describe('With `-f -`: pass the whole result on standard input of the next call.'),
  next: z.array(z.string()).describe('The commands that come next.'),
});

/** Of `skill`. */
export const skillResult = z.object({
  version: z.literal(1),
  ok: z.literal(true),
  file: z.string().optional().describe('The file that `--install` wrote.'),
  changed: z.boolean().optional().describe('Whether `--install` changed it.'),
  text: z.string().optional().describe('SKILL.md; absent with `--install`.'),
});
