import { DEFAULTS } from '../../values/defaults.ts';
import { firstOpen, type Topic } from '../question.ts';

/** The output folder. It is a flag rather than an answer, so its id is the interview's. */
export const output: Topic = {
  id: 'output',
  title: 'Folder',
  keys: ['output'],
  summary: (draft) => String(draft.notes.get('?output') ?? draft.get('output') ?? DEFAULTS.output.value),
  next: (draft) =>
    firstOpen(draft, [
      {
        id: '?output',
        kind: 'text',
        recommended: true,
        message: 'Which folder are the manifests written to?',
        validate: (text) => (text.trim() === '' ? 'Enter a folder.' : undefined),
        suggestion: { value: DEFAULTS.output.value, reason: 'next to the answers file; keep other files out of it' },
      },
    ]),
};
