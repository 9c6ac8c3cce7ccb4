import { firstOpen, type Topic, words } from '../question.ts';

/** Which web sites may call the API from a browser. */
export const cors: Topic = {
  id: 'cors',
  title: 'CORS',
  keys: ['cors', 'services.*.cors'],
  summary: (draft) => {
    const origins = draft.get('cors.origins');
    return origins === undefined ? undefined : [origins].flat().join(', ');
  },
  next: (draft) =>
    firstOpen(draft, [
      !draft.has('cors') && {
        id: 'cors.origins',
        kind: 'text',
        recommended: true,
        optional: true,
        message: 'Which web sites may call the API from a browser?',
        example: 'origins, such as https://app.example.com; separated by commas',
        read: words,
      },
      Array.isArray(draft.get('cors.origins')) &&
        draft.origins.get('cors.origins') === 'asked' && {
          id: '?cors.credentials',
          kind: 'confirm',
          preset: false,
          message: 'May their scripts send cookies?',
          store: (yes, d) => void (yes && d.set('cors.credentials', true)),
        },
    ]),
  adds: {
    name: 'CORS: web sites that call the API from a browser',
    ask: (draft) => (draft.has('cors') ? undefined : 'cors.origins'),
  },
};
