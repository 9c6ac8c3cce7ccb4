import { exampleAnswer } from '../../answers/example-answer.ts';
import { scalarSchema } from '../../answers/schema-at.ts';
import { shellWord } from '../../files/quote.ts';
import { fits } from '../../interview/answering.ts';
import { schemaPath } from '../../interview/draft.ts';
import { type OpenQuestion, publicId } from '../../interview/open-questions.ts';
import type { Question } from '../../interview/question.ts';
import type { QuestionResult } from '../result/question-results.ts';

const TYPES = { text: 'text', lines: 'lines', select: 'choice', confirm: 'confirm' } as const;

/** What an answer must be, as JSON Schema. The interview may refuse more, with a message. */
const validationOf = (question: Question): Record<string, unknown> => {
  if (question.kind === 'confirm') return { type: 'boolean' };
  if (question.kind === 'select') return { type: 'string', enum: question.choices.map((c) => c.value) };
  const schema = question.id.startsWith('?') ? { type: 'string' } : scalarSchema(schemaPath(question.id));
  return (question.kind === 'text' || question.kind === 'lines') && question.optional === true
    ? { anyOf: [{ const: '' }, schema] }
    : { ...schema };
};

/** A valid answer: what the question shows as an example, else its suggestion, else a value that the key takes. */
const exampleOf = (question: Question): string | undefined => {
  const [, quoted, word] = /such as (?:"([^"]+)"|(\S+?)[,;]?(?:\s|$))/.exec(question.example ?? '') ?? [];
  const ofKey = question.id.startsWith('?') ? undefined : exampleAnswer(question.id);
  return [quoted ?? word, question.suggestion?.value, ofKey].find((text) => text !== undefined && fits(question, text));
};

/** The argument of `answer` for a question, with a valid value: `hostname=api.example.com`. */
export const answerArgument = (question: Question): string => {
  const value =
    question.kind === 'select'
      ? question.choices[0]?.value
      : question.kind === 'confirm'
        ? question.preset
          ? 'yes'
          : 'no'
        : exampleOf(question);
  return `${publicId(question.id)}=${value === undefined ? 'VALUE' : shellWord(value)}`;
};

/** A question as programs read it. */
export const questionJson = ({ topic, question, preset }: OpenQuestion): QuestionResult => {
  const { id, kind, message, remark, suggestion } = question;
  const reason = kind === 'confirm' ? question.reason : suggestion?.reason;
  const isTyped = kind === 'text' || kind === 'lines';
  const example = isTyped ? exampleOf(question) : undefined;
  return {
    id: publicId(id),
    topic: topic.id,
    text: message,
    type: TYPES[kind],
    required: preset === undefined,
    ...(preset === undefined ? {} : { default: preset }),
    ...(preset === undefined || !reason ? {} : { reason }),
    ...(remark === undefined ? {} : { remark }),
    ...(kind === 'select'
      ? { choices: question.choices.map(({ value, name, hint }) => ({ value, text: name, ...(hint && { hint }) })) }
      : {}),
    ...(isTyped ? { optional: question.optional === true } : {}),
    ...(question.example === undefined ? {} : { format: question.example }),
    ...(example ? { example } : {}),
    validation: validationOf(question),
  };
};
