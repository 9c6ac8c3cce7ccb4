import { define, type Group } from '../definition.ts';

export const namesRefusals = {
  NameClash: define<{ name: string; owner: string }>({
    severity: 'error',
    sample: { name: 'users-public', owner: 'users' },
    words: ({ name, owner }) => ({
      what: `${name} is also the name of a route of service ${owner}.`,
      why: 'Two routes with one name overwrite each other.',
      fix: 'Choose another name.',
    }),
  }),
  ReservedName: define<{ name: string; of: 'platform' | 'routes' | 'none' | 'undecided' | 'policies' }>({
    severity: 'error',
    sample: { name: 'guard-users', of: 'routes' },
    words: ({ name, of }) => ({
      what: `The name ${name} is reserved.`,
      why: {
        platform: 'The unit of the platform has this name, and two units with one name overwrite each other.',
        routes: 'Routes of the gateway itself have such names, and two objects with one name overwrite each other.',
        none: '`auth: none` makes a service public, so a method cannot have this name.',
        undecided: '`auth: undecided` states that nobody decided yet, so a method cannot have this name.',
        policies: 'Policies and routes of the gateway itself have names with this prefix.',
      }[of],
      fix: 'Choose another name.',
    }),
  }),
  DuplicateService: define<{ service: string }>({
    severity: 'error',
    sample: { service: 'users' },
    words: ({ service }) => ({
      what: `Two services have the name ${service}.`,
      why: 'The objects of one would overwrite those of the other.',
      fix: `Rename one of them, for example to ${service}-v2.`,
    }),
  }),
} as const satisfies Group;
