// Wrong use of options and arguments, in the words of this program instead of commander's. Loaded only then.
import type { Command, CommanderError, Option } from 'commander';
import { knownKeys } from '../../answers/known-keys.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import { visibleLine } from '../../diagnostics/visible.ts';

/** So many options are listed. */
const MOST = 8;

const longs = (command: Command): string[] => command.options.flatMap((o) => o.long ?? []);

/** Options that other tools have for a method, and the value of --auth-method. Each is valid as it stands. */
const METHODS: readonly (readonly [RegExp, string])[] = [
  [
    /^--(?:jwt|jwks|issuer|audiences?)\b/,
    "'customers={type: jwt, issuer: https://auth.example.com/, jwks: fromIssuer, audiences: [my-api]}'",
  ],
  [/^--api-?keys?\b/, "'partners={type: apiKey, secret: api-keys, clients: [acme]}'"],
  [
    /^--oidc\b/,
    "'login={type: oidc, issuer: https://auth.example.com/, clientID: my-app, clientSecret: login-client}'",
  ],
  [/^--basic\b/, "'staff={type: basic, secret: staff}'"],
];

const takesAnswers = (command: Command): boolean => longs(command).includes('--auth-method');

/** What the option of a command was probably meant to be, as a sentence; empty: nothing is similar. */
const meantBy = (flag: string, command: Command, root: Command): string => {
  const own = [...longs(command), '--help', ...(command.name() === 'init' ? ['--version'] : [])];
  const begun = flag.startsWith('--') && flag.length > 3 ? own.filter((o) => o.startsWith(flag)) : [];
  if (begun.length > 1)
    return `Options that begin with it: ${begun.slice(0, MOST).join(', ')}${begun.length > MOST ? ' and others' : ''}.`;
  // camelCase, as the keys of the answers file have it.
  const kebab = flag
    .replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)
    .replace(/^-?(?=[^-])/, '--')
    .replaceAll('.', '-')
    .replaceAll('_', '-');
  const method = METHODS.find(([name]) => name.test(kebab));
  if (method && takesAnswers(command))
    return `A method of authentication is one flag, such as --auth-method ${method[1]}.`;
  const near = begun[0] ?? own.find((o) => o === kebab) ?? nearest(flag.slice(0, 64), own);
  const others = root.commands.filter((c) => c !== command && longs(c).includes(flag)).map((c) => c.name());
  if (others.length > 0 && (near === undefined || !begun.includes(near)))
    return `It is an option of ${others.join(' and ')}.`;
  if (near !== undefined) return `Did you mean ${near}?`;
  const key = kebab.slice(2).replaceAll(/-([a-z])/g, (_, c: string) => c.toUpperCase());
  return takesAnswers(command) && knownKeys(['services', 0]).includes(key)
    ? `It is a key of a service: --set services.NAME.${key}=VALUE, with the NAME of the service.`
    : '';
};

/** `-f, --file <file>` of commander's message: the option that was written. */
const optionIn = (message: string, command: Command): Option | undefined => {
  const flags = /option '([^']*)'/.exec(message)?.[1];
  return command.options.find((o) => o.flags === flags);
};

const quoted = (message: string): string => /'([\s\S]*)'/.exec(message)?.[1] ?? '';

/** The message about an error of commander, without `error:`. `command`: whose command line it is. */
export const usageMessage = ({ code, message }: CommanderError, command: Command, root: Command): string => {
  const name = command.name();
  const help = `To list its options, run: eg-api-gateway ${name} --help`;
  const text = message.replace(/^error: /, '');
  const option = optionIn(text, command);
  switch (code) {
    case 'commander.unknownOption': {
      const flag = quoted(text.replace(/\n\(Did you mean [^)]*\)$/, ''));
      const meant = meantBy(flag.split('=')[0]!, command, root);
      return `${name} has no option ${visibleLine(flag.slice(0, 200))}. ${meant}${meant ? ' ' : ''}${help}`;
    }
    case 'commander.optionMissingArgument':
      return `${option?.long ?? 'The option'} needs a value: ${option?.flags.replace(/^-\w, /, '') ?? ''}. ${help}`;
    case 'commander.missingArgument':
      return `${name} needs an argument: eg-api-gateway ${name} ${command.usage().replace('[options] ', '')}. ${help}`;
    case 'commander.excessArguments':
      return `${name} takes ${command.registeredArguments.length === 0 ? 'no argument' : 'fewer arguments'}, only options. ${help}`;
    case 'commander.invalidArgument': {
      const given = visibleLine((/argument '([\s\S]*?)' is invalid\. /.exec(text)?.[1] ?? '').slice(0, 200));
      const long = option?.long ?? 'The option';
      const choices = option?.argChoices;
      if (!choices?.length || !text.includes('Allowed choices'))
        return `${long} ${given}: ${visibleLine(text.slice(text.indexOf(' is invalid. ') + ' is invalid. '.length))}`;
      const near = nearest(given, choices);
      return `${long} ${given === '' ? "''" : given}: the value must be one of ${choices.join(', ')}.${near ? ` Did you mean ${near}?` : ''}`;
    }
    case 'commander.conflictingOption': {
      const [first, second] = [...text.matchAll(/'([^']*)'/g)].map((m) => m[1]!.replace(/^-\w, /, '').split(' ')[0]);
      return `${first} and ${second} cannot be combined. Remove one of them.`;
    }
    default:
      return visibleLine(text.trim());
  }
};
