import { firstOpen, type Topic } from '../question.ts';

/** The output folder. It is a flag rather than an answer, so its id is the interview's. */
export const output: Topic = {
  id: 'output',
  title: 'Output',
  next: (draft) =>
    firstOpen(draft, [
      {
        id: '?output',
        kind: 'text',
        message: 'Which folder are the manifests written to?',
        validate: (text) => (text.trim() === '' ? 'Enter a folder.' : undefined),
        suggestion: { value: 'manifests', reason: 'next to the answers file; keep other files out of it' },
      },
    ]),
};
