import { Command, Option } from 'commander';
import type { Flag } from '../answers/flags.ts';
import { visible } from '../diagnostics/visible.ts';
import { wrapText } from '../diagnostics/wrap-text.ts';
import { COMMANDS } from './commands/all-commands.ts';
import type { Body } from './commands/command-definition.ts';
import { helpFormat, widthOf } from './commands/help-format.ts';
import { type Environment, UserError } from './environment.ts';
import { VERSION } from './version.ts';

const NAMES = COMMANDS.map((c) => c.name);
const HELP = 'help';
/** Options of the program itself, if no command precedes them. */
const OF_ROOT = new Set('-h --help -V --version'.split(' '));
/** Has its flags only if a run needs them. */
const SHOWS_ALL = '--help-all';

/** The command of a command line; undefined: none is named, so it is `init`, the default. */
export const namedIn = (argv: readonly string[]): string | undefined => NAMES.find((name) => name === argv[0]);

/** The word of an option without its value: `--file=x` is `--file`, `-fx` is `-f`. */
const optionOf = (word: string): string => (word.startsWith('--') ? word.split('=')[0]! : word.slice(0, 2));

const isOption = (word: string): boolean => word.startsWith('-') && word !== '-';

const commandOf = (root: Command, name = 'init'): Command => root.commands.find((c) => c.name() === name)!;

/** Throws a user error if the command is mistyped, or not the first word. */
const refuseMistyped = async (environment: Environment, argv: readonly string[], root: Command): Promise<void> => {
  const words = argv[0] === HELP ? argv.slice(1) : argv;
  const [first, ...rest] = words;
  if (first === undefined || NAMES.includes(first)) return;
  if (!isOption(first)) {
    const { mistypedCommand } = await import('./usage/mistyped-command.ts');
    throw new UserError(mistypedCommand(first, rest, environment.cwd));
  }
  const alone = root.commands.flatMap((c) => c.options.filter((o) => !o.required && !o.optional));
  const takesNone = new Set(alone.flatMap((o) => [o.short, o.long]));
  const at = words.findIndex((word, i) => NAMES.includes(word) && takesNone.has(words[i - 1]));
  if (at >= 0)
    throw new UserError(`Write the command before its options: eg-api-gateway ${words[at]} ${words[at - 1]} ...`);
};

/**
 * The command line: every command with its examples, and the options of the command in `argv` (for completion: of all).
 * `act` converts a body to an action of commander.
 */
export const program = async (
  environment: Environment,
  argv: readonly string[],
  act: (body: Body) => (...args: unknown[]) => Promise<void>,
): Promise<Command> => {
  const named = namedIn(argv[0] === HELP ? argv.slice(1) : argv);
  const withFlags = (flags: readonly Flag[] | undefined, has: (name: string) => boolean): Command => {
    const root = new Command('eg-api-gateway')
      .usage('<command> [options]')
      .description('Generates Envoy Gateway manifests from a short interview, denied by default.')
      .optionsGroup('Help:')
      .version(VERSION, '-V, --version', 'Prints the version.')
      .addHelpOption(new Option('-h, --help', 'Shows this help.').helpGroup('Help:'))
      .helpCommand(false)
      .configureHelp(helpFormat)
      .exitOverride()
      .configureOutput({
        writeOut: (s) => void environment.stdout.write(wrapText(visible(s), widthOf(environment.stdout))),
        // The caller prints errors.
        writeErr: () => undefined,
        getOutHelpWidth: () => widthOf(environment.stdout),
      })
      .addHelpText('after', '\nHelp for a command: eg-api-gateway generate --help\n');
    for (const command of COMMANDS) {
      const flagsHere = command.answers && has(command.name) ? flags : undefined;
      const showsAll = argv.includes(SHOWS_ALL);
      command.define({ root, environment, act, flags: flagsHere, showsAll, definitions: COMMANDS });
      root.commands.at(-1)!.helpGroup(command.group);
    }
    return root;
  };
  const plain = withFlags(undefined, () => false);
  await refuseMistyped(environment, argv, plain);
  const known = new Set(commandOf(plain, named).options.flatMap((o) => [o.short, o.long]));
  const isPlain = (word: string): boolean => word !== SHOWS_ALL && known.has(optionOf(word));
  const needs = (word: string): boolean =>
    isOption(word) && !isPlain(word) && !(named === undefined && OF_ROOT.has(word));
  // Loading the schema and creating two hundred options takes longer than reading the answers, so a run without them skips it.
  if (argv[0] !== HELP && named !== 'completion' && !argv.some(needs)) return plain;
  const { flagsOf } = await import('../answers/flags.ts');
  return withFlags(flagsOf(), (name) => named === 'completion' || name === (named ?? 'init'));
};
