import { Command, InvalidArgumentError, Option } from 'commander';
import type { Flag } from '../answers/flags.ts';
import { nearest } from '../diagnostics/nearest.ts';
import { visible, visibleLine } from '../diagnostics/visible.ts';
import { ANSWERS_FILE, DEFAULTS, withDefault } from '../values/defaults.ts';
import { FAIL_ON, FORMATS, SEVERITIES } from './check-choices.ts';
import type { Environment, Options, Voice } from './environment.ts';
import { headingOf } from './flag-groups.ts';
import { helpFormat } from './help-format.ts';
import { VERSION } from './version.ts';

/** The implementation of a command; returns its exit code. */
export type Body = (voice: Voice, options: Options, args: string[]) => Promise<number>;

const many = (value: string, before: string[] | undefined): string[] => [...(before ?? []), value];

/** Refuses an option that is given twice with different values: commander would silently drop the first. */
const once = (value: string, before: string | undefined): string => {
  if (before !== undefined && before !== value)
    throw new InvalidArgumentError(`The option is set twice, to different values. Keep one.`);
  return value;
};

/** Adds the flags of answers; undefined: none. */
const withAnswers = (command: Command, flags: readonly Flag[] | undefined): Command => {
  if (!flags) return command;
  command
    .optionsGroup('Answers (they override the answers file; lists as a,b):')
    .option('--service <[name=]/path=backend>', 'Adds a service. Repeatable.', many)
    .option('--auth-method <name=type>', 'Adds an authentication method. Repeatable.', many)
    .option('--set <key=value>', 'Sets any answer, such as services.users.auth=none. Repeatable.', many);
  for (const { flag, key, description, repeatable, placeholder, words } of flags) {
    const option = new Option(`${flag} <${placeholder}>`, description).argParser<string | string[]>(
      repeatable
        ? (value, before) => many(value, before as string[])
        : (value, before) => once(value, before as string),
    );
    // For completion only: the schema validates the value, with a message of its own.
    if (words.length > 0 && !repeatable) option.argChoices = [...words];
    command.optionsGroup(headingOf(key)).addOption(option);
  }
  return command.optionsGroup('Options:');
};

const examples = (...lines: (readonly [command: string, does: string])[]): string =>
  `\nExamples:\n${lines.map(([c, d]) => `  $ eg-api-gateway ${c}\n      ${d}`).join('\n')}\n`;

/** An option with a list of values. */
const choice = (flags: string, description: string, values: readonly string[]): Option =>
  new Option(flags, description).choices(values);

const common = (c: Command): Command =>
  c.option('-q, --quiet', 'Prints only results and errors.').option('--no-color', 'Prints without colors.');

const SEVERAL = 'Repeatable: later files change the answers of earlier ones.';

const output = (c: Command): Command =>
  c
    .option('-f, --file <file>', `The answers file (default: ${ANSWERS_FILE}). ${SEVERAL}`, many)
    .option('-o, --output <dir>', withDefault('The output folder', DEFAULTS.output))
    .option('--generate-keys <dir>', 'Creates random API keys in a folder that Git ignores.')
    .option('--force', 'Overwrites files that were edited by hand.');

const ofTeam = (c: Command): Command =>
  c.option('--team <name>', "Limits the run to this team. Other teams' files are not read.");

/** Options that are not answers; a run with only these does not need the flags of answers. */
const PLAIN = new Set(
  '-f --file -o --output -q --quiet --no-color --force --stdout --check --json --yes --plain --team'.split(' '),
);
/** Options of the program itself, if no command precedes them. */
const OF_ROOT = new Set('-h --help -V --version'.split(' '));
const NAMES = ['init', 'generate', 'check', 'explain', 'schema', 'completion'];

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
  const wanted = (name: string): boolean => named === 'completion' || (answers && name === (named ?? 'init'));
  // Loading the schema and creating two hundred options takes longer than reading the answers, so a run without them skips it.
  const flags = ['init', 'generate'].some(wanted) ? (await import('../answers/flags.ts')).flagsOf() : undefined;
  const flagsFor = (name: string): readonly Flag[] | undefined => (wanted(name) ? flags : undefined);
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
  withAnswers(
    output(
      common(root.command('init', { isDefault: true }))
        .description('Asks questions, then writes the answers file and the manifests.')
        .option('--yes', 'Uses the default of every question that has one.')
        .option('--plain', 'Prints each question once, for screen readers and dumb terminals.'),
    ),
    flagsFor('init'),
  )
    .addHelpText(
      'after',
      examples(
        ['', 'Asks, then writes api-gateway.yaml and manifests/.'],
        ['init --hostname api.example.com', 'Asks for all answers but the host name.'],
        ['init -f staging.yaml -o staging', 'Uses other names, and skips what the file answers.'],
      ),
    )
    .action(act(async (voice, options) => (await import('./init-command.ts')).init(environment, voice, options)));
  withAnswers(
    ofTeam(
      output(
        common(
          root
            .command('generate')
            .description('Writes the manifests from the answers file and flags, without questions.'),
        ),
      ),
    ),
    flagsFor('generate'),
  )
    .option('--stdout', 'Prints all manifests and writes no file.')
    .option('--check', 'Compares only: prints a diff and exits with 1 if the folder differs.')
    .option('--json', 'Prints the result as JSON.')
    .addHelpText(
      'after',
      examples(
        ['generate', 'Writes manifests/ from api-gateway.yaml.'],
        ['generate --check', 'For CI: fails with a diff if manifests/ is out of date.'],
        ['generate --stdout | kubectl diff -f -', 'Shows what would change in the cluster.'],
        ['generate --set services.users.canary.weight=25', 'Changes one answer for this run.'],
        ['generate -f base.yaml -f prod.yaml', 'Writes the output folder of an environment.'],
        ['generate --team payments', "Writes one team's folder, from the root file and the team's file."],
        ['generate --generate-keys keys', 'Also creates an API key for each client, in keys/.'],
      ),
    )
    .action(
      act(async (voice, options) => (await import('./generate-command.ts')).generate(environment, voice, options)),
    );
  ofTeam(common(root.command('check')))
    .description('Validates answers or manifests offline.')
    .argument('[dir...]', 'Folders or files with manifests, or - (default: what the answers generate).')
    .option('-f, --file <file>', `The answers file (default: ${ANSWERS_FILE}). ${SEVERAL}`, many)
    .addOption(
      choice('--format <format>', 'Output format: text, json, sarif, junit or github (default: text).', FORMATS),
    )
    .option('--json', 'Same as --format json.')
    .addOption(
      choice(
        '--severity <severity>',
        'Shows only findings of this severity or higher: error, warning or info (default: info).',
        SEVERITIES,
      ),
    )
    .addOption(
      choice(
        '--fail-on <severity>',
        'Exit code 1 from this severity on: error, warning, info or never (default: error).',
        FAIL_ON,
      ),
    )
    .option('--only <codes>', 'Checks only these codes, separated by commas. Repeatable.', many)
    .option('--baseline <file>', 'JSON of an earlier check: only new findings count.')
    .option('--all', 'Shows every finding, also repetitions.')
    .addHelpText(
      'after',
      examples(
        ['check', 'Validates what the answers generate.'],
        ['check manifests other/gateway.yaml', 'Validates manifests from any source together.'],
        ['check -', 'Validates standard input, such as the output of kustomize build.'],
        ['check k8s --format sarif > findings.sarif', 'For code scanning in GitHub or GitLab.'],
        ['check k8s --json > known.json', 'Saves all findings. Then, to fail on new ones only:'],
        ['check k8s --baseline known.json', 'Shows what is introduced and what is fixed.'],
      ),
    )
    .action(
      act(async (voice, options, args) =>
        (await import('./check-command.ts')).check(environment, voice, options, args),
      ),
    );
  common(root.command('explain'))
    .description('Explains a finding and how to fix it.')
    .argument('[code...]', 'Codes of findings (default: all).')
    .addHelpText(
      'after',
      examples(['explain TargetNotFound', 'Prints the meaning, the reason, the fix and an example.']),
    )
    .action(act(async (voice, options, args) => (await import('./explain-command.ts')).explain(voice, options, args)));
  common(root.command('schema').description('Prints the JSON Schema of the answers file, for editors.'))
    .option('--team', "Prints the schema of a team's file.")
    .option('--overlay', 'Prints the schema of a second file of -f: all keys are optional.')
    .addHelpText(
      'after',
      examples(
        ['schema > api-gateway.schema.json', 'Lets an editor complete and validate the answers file.'],
        ['schema --team > teams/team.schema.json', "The same for teams' files."],
        ['schema --overlay > overlay.schema.json', 'The same for files such as prod.yaml.'],
      ),
    )
    .action(act(async (voice, options) => (await import('./schema-command.ts')).schema(voice, options)));
  common(root.command('completion').description('Prints the completion script for bash, zsh or fish.'))
    .argument('<shell>', 'One of: bash, zsh, fish.')
    .addHelpText(
      'after',
      examples(
        [
          'completion bash > \\\n      ~/.local/share/bash-completion/completions/eg-api-gateway',
          'Installs it for bash.',
        ],
        ['completion zsh > "${fpath[1]}/_eg-api-gateway"', 'Installs it for zsh.'],
        ['completion fish > \\\n      ~/.config/fish/completions/eg-api-gateway.fish', 'Installs it for fish.'],
      ),
    )
    .action(act(async (voice, _, [shell]) => (await import('./completion.ts')).completion(voice, root, shell!)));
  return root;
};
