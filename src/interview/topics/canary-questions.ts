import { serviceRules } from '../../answers/rules/services-rules.ts';
import type { Answers } from '../../answers/schema/answers-schema.ts';
import { service } from '../../answers/schema/service-schema.ts';
import { briefly } from '../../diagnostics/refusal.ts';
import type { Draft } from '../draft.ts';
import { firstOpen, percent, type Question, type Topic } from '../question.ts';

/** The reason to refuse this backend as a new version: both must be in the cluster, or on the same external host. */
const validateBackend = (draft: Draft, name: string, backend: string): string | undefined => {
  const stable = draft.services.find((s) => s.name === name);
  const read = service.safeParse({ ...stable, canary: { backend, weight: 10 } });
  const wrong = read.data && serviceRules({ services: [read.data] } as unknown as Answers).find((f) => !f.warning);
  return briefly(wrong?.refusal);
};

/** The questions about the new version of one service. */
const versionOf = (draft: Draft, name: string): Question | undefined => {
  const key = `services.${name}.canary`;
  return firstOpen(draft, [
    {
      id: `${key}.backend`,
      kind: 'text',
      message: `What is the backend of the new version of ${name}?`,
      example: `service:port, such as ${name}-v2:8080`,
      validate: (text) => validateBackend(draft, name, text),
    },
    {
      id: `${key}.weight`,
      kind: 'text',
      message: 'What percentage of requests goes to the new version?',
      example: 'such as 5%',
      read: percent,
      suggestion: { value: '10', reason: 'enough to see errors, with few clients affected' },
    },
    {
      id: `${key}.header`,
      kind: 'text',
      optional: true,
      recommended: true,
      message: 'Which header always selects the new version? (name: value)',
      suggestion: { value: 'x-canary: always', reason: 'for testing the new version' },
    },
  ]);
};

/** The services without a canary, except for the one that question `by` chose. */
const without = (draft: Draft, by: string): string[] =>
  draft.services.filter((s) => s.name === draft.notes.get(by) || s.canary === undefined).map((s) => s.name);

const idOf = (n: number): { wanted: string; by: string } =>
  n === 0 ? { wanted: '?canary', by: '?canary.service' } : { wanted: `?canary.more.${n}`, by: `?canary.service.${n}` };

/** Canaries, one after another. */
const nextOf = (draft: Draft): Question | undefined => {
  for (let n = 0; ; n++) {
    const { wanted, by } = idOf(n);
    const names = without(draft, by);
    if (names.length === 0) return undefined;
    if (!draft.notes.has(wanted))
      return n === 0
        ? {
            id: wanted,
            kind: 'confirm',
            preset: false,
            message: 'Send a share of requests to a new version of a service (canary)?',
          }
        : {
            id: wanted,
            kind: 'confirm',
            recommended: true,
            preset: false,
            message: 'Does another service have a new version?',
          };
    if (draft.notes.get(wanted) !== true) return undefined;
    if (!draft.notes.has(by)) {
      if (names.length > 1)
        return {
          id: by,
          kind: 'select',
          message: 'Which service has a new version?',
          choices: names.map((name) => ({ value: name, name })),
        };
      draft.notes.set(by, names[0]);
    }
    const open = versionOf(draft, String(draft.notes.get(by)));
    if (open) return open;
  }
};

/** Sends a share of requests to a new version. */
export const canary: Topic = {
  id: 'canary',
  title: 'Canary and versions',
  main: true,
  keys: ['services.*.canary', 'services.*.version'],
  next: (draft) =>
    draft.notes.get('?services.given') === true && !draft.opened.has('canary') ? undefined : nextOf(draft),
  summary: (draft) => {
    const shown = draft.services.flatMap((s) => {
      const version = s.canary as { weight?: unknown; backend?: unknown } | undefined;
      return version ? [`${s.name}: ${String(version.weight).replace('%', '')}% to ${String(version.backend)}`] : [];
    });
    return shown.join(', ') || 'none';
  },
  adds: {
    name: 'A canary: a new version of a service, or of another one',
    yes: (draft) => {
      for (let n = 0; ; n++) {
        const { wanted, by } = idOf(n);
        if (without(draft, by).length === 0) return undefined;
        if (draft.notes.get(wanted) !== true) return wanted;
      }
    },
  },
};
