// What `questions` and `answer` refuse, and what any command prints with --json if it is used wrongly.
import { define, type Group } from '../definition.ts';
import { cut } from '../shown.ts';

export const interviewRefusals = {
  AnswerRefused: define<{ id: string; why: string }>({
    severity: 'error',
    sample: { id: 'hostname', why: 'Write a host name such as api.example.com.' },
    words: ({ id, why }) => ({
      what: `The answer to ${id} is not valid.`,
      why: 'The interview accepts only answers from which valid manifests follow. No answer of this call was stored.',
      fix: why,
    }),
  }),
  AnswerTwice: define<{ id: string }>({
    severity: 'error',
    sample: { id: 'hostname' },
    words: ({ id }) => ({
      what: `${id} is answered twice in one call.`,
      why: 'One of the two answers would be silently ignored.',
      fix: `Keep one answer to ${id}.`,
    }),
  }),
  NotAnAnswer: define<{ text: string }>({
    severity: 'error',
    sample: { text: 'api.example.com' },
    words: ({ text }) => ({
      what: `${cut(text, 80)} is not in the form ID=VALUE.`,
      why: 'Without the id of its question, an answer cannot be stored.',
      fix: 'Write the id first, such as hostname=api.example.com. The command questions lists the ids.',
    }),
  }),
  UnknownQuestion: define<{ id: string; near: string | undefined; later: readonly string[] }>({
    severity: 'error',
    sample: { id: 'hostnam', near: 'hostname', later: [] },
    words: ({ id, near, later }) => ({
      what: `${cut(id, 80)} is no question of the interview now, and no key of the answers file.`,
      why: 'The answer would be lost. No answer of this call was stored.',
      fix: near
        ? `Did you mean ${near}?`
        : later.length > 0
          ? `Its topic has no such question yet. Answer these first: ${later.join(', ')}.`
          : 'To list the open questions, run: eg-api-gateway questions. All keys are in the output of: eg-api-gateway schema.',
    }),
  }),
  WrongUsage: define<{ what: string; fix: string }>({
    severity: 'error',
    sample: { what: 'unknown option --forec.', fix: 'Did you mean --force?' },
    words: ({ what, fix }) => ({
      what,
      why: 'The command did nothing.',
      fix: fix || 'Correct the command, and run it again.',
    }),
  }),
  InternalError: define<{ what: string; report: string }>({
    severity: 'error',
    sample: { what: 'Cannot read properties.', report: 'the address in package.json' },
    words: ({ what, report }) => ({
      what: `Internal error: ${what}`,
      why: 'This is a defect of eg-api-gateway.',
      fix: `Report it with the answers file, without confidential values: ${report}.`,
    }),
  }),
} as const satisfies Group;
