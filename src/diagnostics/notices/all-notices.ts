// Notices about a generated gateway, by topic: printed after a run, and in the runbook.
import { constant, type Group } from '../definition.ts';

export const NOTICES = {
  BasicAuthentication: constant('info', {
    what: 'Basic authentication sends the password with every request; prefer tokens.',
    why: '',
    fix: '',
  }),
} as const satisfies Group;
