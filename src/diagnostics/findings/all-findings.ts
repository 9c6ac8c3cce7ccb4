// Findings about manifests, by topic.
import { constant, type Group } from '../definition.ts';

export const FINDINGS = {
  AuthenticationOptional: constant('warning', {
    what: 'Requests without a token pass.',
    why: '',
    fix: 'Remove optional, or close them by authorization.',
  }),
} as const satisfies Group;
