import { Command } from 'commander';
import { nearest } from '../diagnostics/nearest.ts';
import { visible, visibleLine } from '../diagnostics/visible.ts';
import { COMMANDS } from './commands/all-commands.ts';
import type { Body, Definition } from './commands/command-definition.ts';
import type { Environment } from './environment.ts';
import { helpFormat } from './help-format.ts';
import { VERSION } from './version.ts';

/** Options that are not answers; a run with only these does not need the flags of answers. */
const PLAIN = new Set(
  '-f --file -o --output -q --quiet --no-color --force --stdout --check --json --yes --plain --team --all --defaults --install'.split(
    ' ',
  ),
);
/** Options of the program itself, if no command precedes them. */
const OF_ROOT = new Set('-h --help -V --version'.split(' '));
const NAMES = COMMANDS.map((c) => c.name);

/** Commander takes a word that is no command as an argument of `init`, the default; people mean a command. */
const unknownCommand = (error: string, word = ''): string => {
  if (word.startsWith('-') || NAMES.includes(word) || !error.includes("too many arguments for 'init'")) return error;
  const near = NAMES.find((name) => name.startsWith(word)) ?? nearest(word, NAMES);
  return `error: unknown command '${word}'${near ? `\n(Did you mean ${near}?)` : ''}`;
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
  const named = NAMES.find((name) => name === argv[0]);
  const isPlain = (flag: string): boolean => PLAIN.has(flag) || (named === undefined && OF_ROOT.has(flag));
  const answers = argv.some((word) => word.startsWith('-') && !isPlain(word.split('=')[0]!));
  const wanted = ({ name, answers: has }: Definition): boolean =>
    has === true && (named === 'completion' || (answers && name === (named ?? 'init')));
  // Loading the schema and creating two hundred options takes longer than reading the answers, so a run without them skips it.
  const flags = COMMANDS.some(wanted) ? (await import('../answers/flags.ts')).flagsOf() : undefined;
  const root = new Command('eg-api-gateway')
    .description('Generates Envoy Gateway manifests from a short interview, in apply order and denied by default.')
    .version(VERSION, '-V, --version', 'Prints the version.')
    .helpOption('-h, --help', 'Shows this help.')
    .helpCommand('help [command]', 'Shows the help of a command.')
    .configureHelp(helpFormat)
    .exitOverride()
    .configureOutput({
      writeOut: (s) => void environment.stdout.write(visible(s)),
      writeErr: (s) => void environment.stderr.write(visible(s)),
      // Options of the user are escaped to one line; commander's own second line is its suggestion.
      outputError: (s, write) =>
        write(`${visibleLine(unknownCommand(s, argv[0]).trimEnd()).replace('\\n(Did you mean', '\n(Did you mean')}\n`),
    })
    .showHelpAfterError('Run with --help for all options.');
  for (const command of COMMANDS)
    command.define({ root, environment, act, flags: wanted(command) ? flags : undefined });
  return root;
};
