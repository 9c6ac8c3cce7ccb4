import { firstOpen, type Topic } from '../question.ts';

/** Where the manifests go; not an answer of the file, so it is the interview's own. */
export const output: Topic = {
  id: 'output',
  title: 'Where to write',
  next: (draft) =>
    firstOpen(draft, [
      {
        id: '?output',
        kind: 'text',
        message: 'Folder for the manifests',
        judge: (text) => (text.trim() === '' ? 'A folder is needed.' : undefined),
        suggestion: { value: 'manifests', reason: 'beside the answers file; it is wholly ours' },
      },
    ]),
};
