import { DEFAULTS } from '../../values/defaults.ts';
import type { Draft } from '../draft.ts';
import { firstOpen, type Topic } from '../question.ts';

const { name, namespace } = DEFAULTS.gateway;

const shownValue = (draft: Draft, key: string, fallback: string): string => String(draft.get(key) ?? fallback);
/** The default is not written to the answers. */
const unlessDefault = (value: string) => (text: string) => (text === value ? undefined : text);

/** The name and the namespace of the Gateway. */
export const gateway: Topic = {
  id: 'gateway',
  title: 'Name',
  keys: ['gateway', 'envoyGateway'],
  summary: (draft) =>
    `Gateway ${shownValue(draft, 'gateway.name', name.value)} in namespace ${shownValue(draft, 'gateway.namespace', namespace.value)}`,
  next: (draft) =>
    firstOpen(draft, [
      {
        id: 'gateway.name',
        kind: 'text',
        recommended: true,
        message: 'What is the name of the Gateway?',
        read: unlessDefault(name.value),
        suggestion: { value: name.value, reason: 'the default' },
      },
      {
        id: 'gateway.namespace',
        kind: 'text',
        recommended: true,
        message: 'Which namespace contains the Gateway?',
        read: unlessDefault(namespace.value),
        suggestion: { value: namespace.value, reason: 'also that of backends without a namespace' },
      },
    ]),
};
