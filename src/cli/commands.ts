import { Command, Option } from 'commander';
import { visible } from '../diagnostics/visible.ts';
import { wrapText } from '../diagnostics/wrap-text.ts';
import { COMMANDS } from './commands/all-commands.ts';
import type { Body, Definition } from './commands/command-definition.ts';
import { type Environment, UserError } from './environment.ts';
import { helpFormat, widthOf } from './help-format.ts';
import { needsFlags, TAKES_NO_VALUE } from './plain-options.ts';
import { VERSION } from './version.ts';

const NAMES = COMMANDS.map((c) => c.name);
const HELP = 'help';

/** The command of a command line; undefined: none is named, so it is `init`, the default. */
export const namedIn = (argv: readonly string[]): string | undefined => NAMES.find((name) => name === argv[0]);

/** Throws a user error if the command is mistyped, or not the first word. */
const refuseMistyped = async (environment: Environment, argv: readonly string[]): Promise<void> => {
  const words = argv[0] === HELP ? argv.slice(1) : argv;
  const [first, ...rest] = words;
  if (first === undefined || NAMES.includes(first)) return;
  if (!first.startsWith('-')) {
    const { mistypedCommand } = await import('./mistyped-command.ts');
    throw new UserError(mistypedCommand(first, rest, environment.cwd));
  }
  const at = words.findIndex((word, i) => NAMES.includes(word) && TAKES_NO_VALUE.has(words[i - 1]!));
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
  await refuseMistyped(environment, argv);
  const named = namedIn(argv[0] === HELP ? argv.slice(1) : argv);
  const answers = argv[0] === HELP || argv.some((word) => needsFlags(word, named === undefined));
  const wanted = ({ name, answers: has }: Definition): boolean =>
    has === true && (named === 'completion' || (answers && name === (named ?? 'init')));
  // Loading the schema and creating two hundred options takes longer than reading the answers, so a run without them skips it.
  const flags = COMMANDS.some(wanted) ? (await import('../answers/flags.ts')).flagsOf() : undefined;
  const root = new Command('eg-api-gateway')
    .usage('<command> [options]')
    .description('Generates Envoy Gateway manifests from a short interview, in apply order and denied by default.')
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
    const flagsHere = wanted(command) ? flags : undefined;
    command.define({
      root,
      environment,
      act,
      flags: flagsHere,
      showsAll: argv.includes('--help-all'),
      definitions: COMMANDS,
    });
    root.commands.at(-1)!.helpGroup(command.group);
  }
  return root;
};
