import { define, type Group } from '../definition.ts';

export const fileRefusals = {
  TagInAnswers: define<{ tag: string }>({
    severity: 'error',
    sample: { tag: '!include' },
    words: ({ tag }) => ({
      what: `The file uses the YAML tag ${tag.slice(0, 60)}.`,
      why: 'Answers are plain data.',
      fix: 'Remove the tag.',
    }),
  }),
} as const satisfies Group;
