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

/** The names in an answer: between commas, or between spaces if each of them has a dot. */
const namesIn = (text: string): string[] => {
  const all = words(text);
  return text.includes(',') || all.every((n) => n.includes('.')) ? all : [text];
};

const wildcardsOnly = (names: readonly string[]): string =>
  `Write a host name without a wildcard first: ${names[0]!.replace('*', 'api')}, ${names.join(', ')}.`;

export const hostname: Topic = {
  id: 'hostname',
  title: 'Host name',
  main: true,
  keys: ['hostname', 'hostnames', 'anyHostReason'],
  summary: (draft) => [draft.get('hostname'), draft.get('hostnames')].flat().filter(Boolean).join(', ') || 'none',
  next: (draft) =>
    // A file may list all hosts in hostnames.
    draft.has('hostnames') && !draft.has('hostname')
      ? undefined
      : firstOpen(draft, [
          {
            id: 'hostname',
            kind: 'text',
            message: 'Which host name do clients use?',
            example: 'such as api.example.com; several: api.example.com, *.example.com',
            validate: (text) => {
              const names = namesIn(text);
              if (names.length > 0 && names.every(isWildcard)) return wildcardsOnly(names);
              return names.length > 1 ? wrongHost(names) : undefined;
            },
            // Several names: the first one without a wildcard is the main one.
            read: (text) => {
              const names = namesIn(text);
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
