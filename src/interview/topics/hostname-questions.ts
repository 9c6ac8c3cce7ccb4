import { hostPattern } from '../../answers/schema/hosts-schema.ts';
import { isWildcard } from '../../values/host-patterns.ts';
import { firstOpen, type Topic, words } from '../question.ts';

/** The problem of the first name that is no host name, as the question reports it. */
const wrongHost = (names: readonly string[]): string | undefined => {
  const wrong = names.find((n) => !hostPattern.safeParse(n).success);
  return wrong === undefined
    ? undefined
    : `${wrong} is not a host name. Write names such as api.example.com, *.example.com.`;
};

const wildcardsOnly = (names: readonly string[]): string =>
  `Write a host name without a wildcard first: ${names[0]!.replace('*', 'api')}, ${names.join(', ')}.`;

export const hostname: Topic = {
  id: 'hostname',
  title: '1. Host name',
  next: (draft) =>
    // A file may list all hosts in hostnames.
    draft.has('hostnames')
      ? undefined
      : firstOpen(draft, [
          {
            id: 'hostname',
            kind: 'text',
            message: 'Which host name do clients use? (several: separated by commas)',
            validate: (text) => {
              const names = words(text);
              if (names.length > 0 && names.every(isWildcard)) return wildcardsOnly(names);
              return text.includes(',') ? wrongHost(names) : undefined;
            },
            // Several names, separated by commas: the first one without a wildcard is the main one.
            read: (text) => {
              const names = text.includes(',') ? words(text) : [];
              const main = names.find((n) => !isWildcard(n));
              if (names.length < 2 || main === undefined) return text;
              draft.set(
                'hostnames',
                names.filter((n) => n !== main),
              );
              return main;
            },
          },
        ]),
};
