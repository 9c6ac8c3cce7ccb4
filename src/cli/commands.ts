import { Command, InvalidArgumentError } from 'commander';
import { flagsOf } from '../answers/flags.ts';
import { visible, visibleLine } from '../diagnostics/visible.ts';
import type { Environment, Options, Voice } from './environment.ts';
import { VERSION } from './version.ts';

/** What a command does; gives its exit code. */
export type Body = (voice: Voice, options: Options, args: string[]) => Promise<number>;

const many = (value: string, before: string[] | undefined): string[] => [...(before ?? []), value];

/** Commander keeps the last of two values, so that the first one would be lost silently. */
const once = (value: string, before: string | undefined): string => {
  if (before !== undefined && before !== value) throw new InvalidArgumentError(`The option is given twice; keep one.`);
  return value;
};

/** Flags that give answers; commander's name of each value is its key, so that nothing is translated twice. */
const withAnswers = (command: Command, wanted: boolean): Command => {
  // Two hundred options that this run does not look at would cost more than reading the answers.
  if (!wanted) return command;
  command
    .option('--service <[name=]/path=backend>', 'add a service; repeatable', many)
    .option('--auth-method <name=type>', 'add an authentication method; repeatable', many)
    .option('--set <key=value>', 'any answer: --set services.users.auth=none; repeatable', many);
  for (const { flag, description, repeatable } of flagsOf())
    if (repeatable) command.option(`${flag} <value>`, `${description} Repeatable.`, many);
    else command.option(`${flag} <value>`, description, once);
  return command;
};

const examples = (...lines: (readonly [command: string, does: string])[]): string =>
  `\nExamples:\n${lines.map(([c, d]) => `  $ eg-api-gateway ${c}\n      ${d}`).join('\n')}\n`;

const common = (c: Command): Command =>
  c.option('-q, --quiet', 'say nothing but the result').option('--no-color', 'no colours');

const output = (c: Command): Command =>
  c
    .option('-f, --file <file>', 'the answers file (default: api-gateway.yaml)')
    .option('-o, --output <dir>', 'the output folder (default: manifests)')
    .option('--generate-keys <dir>', 'make random API keys in a folder that Git ignores')
    .option('--force', 'overwrite files that were edited by hand');

const ofTeam = (c: Command): Command =>
  c.option('--team <name>', "one team's unit alone: the same bytes, and no other team's answers are read");

/** Options that give no answer: with these alone the flags of answers are not needed. */
const PLAIN = new Set(
  '-f --file -o --output -q --quiet --no-color --force --stdout --check --json --yes --plain --team'.split(' '),
);
const NAMES = ['init', 'generate', 'check', 'explain', 'schema', 'completion'];

/**
 * The command line: every command with its examples, and the options of the command that `argv` names (completion: of all).
 * `act` makes an action of a body.
 */
export const program = (
  environment: Environment,
  argv: readonly string[],
  act: (body: Body) => (...args: unknown[]) => Promise<void>,
): Command => {
  const named = NAMES.find((name) => name === argv[0]);
  const answers = argv.some((word) => word.startsWith('-') && !PLAIN.has(word.split('=')[0]!));
  const wanted = (name: string): boolean => named === 'completion' || (answers && name === (named ?? 'init'));
  const root = new Command('eg-api-gateway')
    .description('Seven answers in, a production API gateway on Envoy Gateway out.')
    .version(VERSION)
    .exitOverride()
    .configureOutput({
      writeOut: (s) => void environment.stdout.write(visible(s)),
      writeErr: (s) => void environment.stderr.write(visible(s)),
      // An option is repeated as it was written; commander's own second line is its suggestion.
      outputError: (s, write) => write(`${visibleLine(s.trimEnd()).replace('\\n(Did you mean', '\n(Did you mean')}\n`),
    })
    .showHelpAfterError('Run with --help for all options.');
  withAnswers(
    output(
      common(root.command('init', { isDefault: true }))
        .description('the interview; then the answers file and the manifests')
        .option('--yes', 'take the default of every question that has one')
        .option('--plain', 'questions without redrawing, for screen readers and dumb terminals'),
    ),
    wanted('init'),
  )
    .addHelpText(
      'after',
      examples(
        ['', 'asks, and writes api-gateway.yaml and manifests/'],
        ['init --hostname api.example.com', 'asks for the rest only'],
        ['init -f staging.yaml -o staging', 'other names; what the file answers is not asked again'],
      ),
    )
    .action(act(async (voice, options) => (await import('./init-command.ts')).init(environment, voice, options)));
  withAnswers(
    ofTeam(output(common(root.command('generate').description('answers file and flags in, manifests out')))),
    wanted('generate'),
  )
    .option('--stdout', 'write all manifests to stdout, no file')
    .option('--check', 'write nothing; exit 1 and show a diff if the folder differs')
    .option('--json', 'the result as JSON')
    .addHelpText(
      'after',
      examples(
        ['generate', 'from api-gateway.yaml into manifests/'],
        ['generate --check', 'in CI: exit 1 and a diff where somebody forgot to generate'],
        ['generate --stdout | kubectl diff -f -', 'what would change in the cluster'],
        ['generate --set services.users.canary.weight=25', 'one answer otherwise, this time'],
        ['generate --team payments', "one team's folder, from the root file and its own"],
        ['generate --generate-keys keys', 'API keys of all clients, in a folder that Git ignores'],
      ),
    )
    .action(
      act(async (voice, options) => (await import('./generate-command.ts')).generate(environment, voice, options)),
    );
  ofTeam(common(root.command('check')))
    .description('judge answers and manifests offline, as the API server would')
    .argument('[dir...]', 'folders or files of manifests')
    .option('-f, --file <file>', 'the answers file')
    .option('--format <format>', 'text, json or sarif')
    .option('--json', 'the same as --format json')
    .addHelpText(
      'after',
      examples(
        ['check', 'what the answers would become'],
        ['check manifests other/gateway.yaml', 'manifests of any origin, together'],
        ['check k8s --format sarif > findings.sarif', 'for the code scanning of a forge'],
      ),
    )
    .action(
      act(async (voice, options, args) =>
        (await import('./check-command.ts')).check(environment, voice, options, args),
      ),
    );
  common(root.command('explain'))
    .description('what a finding means, and how to mend it')
    .argument('[code...]', 'codes of findings; all if none')
    .addHelpText('after', examples(['explain TargetNotFound', 'what, why, how to mend, before and after']))
    .action(act(async (voice, options, args) => (await import('./explain-command.ts')).explain(voice, options, args)));
  common(root.command('schema').description('the JSON Schema of the answers file'))
    .option('--team', "of a team's own file")
    .addHelpText(
      'after',
      examples(
        ['schema > api-gateway.schema.json', 'completion and checks in an editor'],
        ['schema --team > teams/team.schema.json', "the same for teams' files"],
      ),
    )
    .action(act(async (voice, options) => (await import('./schema-command.ts')).schema(voice, options)));
  common(root.command('completion').description('completion for bash, zsh or fish'))
    .argument('<shell>', 'bash, zsh or fish')
    .addHelpText(
      'after',
      examples(
        ['completion bash > ~/.local/share/bash-completion/completions/eg-api-gateway', 'bash'],
        ['completion zsh > "${fpath[1]}/_eg-api-gateway"', 'zsh'],
        ['completion fish > ~/.config/fish/completions/eg-api-gateway.fish', 'fish'],
      ),
    )
    .action(act(async (voice, _, [shell]) => (await import('./completion.ts')).completion(voice, root, shell!)));
  return root;
};
