import { define, type Group } from '../definition.ts';

export const namesRefusals = {
  NameClash: define<{ name: string; owner: string }>({
    severity: 'error',
    sample: { name: 'shop/users', owner: 'team payments' },
    words: ({ name, owner }) => ({
      what: `${name} is also the name of a route of the service ${owner}.`,
      why: 'Two routes of one name overwrite each other.',
      fix: 'Choose another name.',
    }),
  }),
} as const satisfies Group;
