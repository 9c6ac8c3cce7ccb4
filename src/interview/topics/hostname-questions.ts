import { firstOpen, type Topic } from '../question.ts';

export const hostname: Topic = {
  id: 'hostname',
  title: '1. Host name',
  next: (draft) =>
    firstOpen(draft, [
      { id: 'hostname', kind: 'text', message: 'Which host name do clients use?', validate: () => undefined },
    ]),
};
