import { Command, CommanderError } from 'commander';
import { flagsOf } from '../answers/flags.ts';
import { VERSION } from './version.ts';
import { EXIT, type Options, UserError, type Voice, voiceOf, type World } from './world.ts';

const many = (value: string, before: string[] | undefined): string[] => [...(before ?? []), value];

/** Flags that give answers; commander's name of each value is its key, so that nothing is translated twice. */
const withAnswers = (command: Command): Command => {
  command
    .option('--service <[name=]/path=backend>', 'add a service; repeatable', many)
    .option('--auth-method <name=type>', 'add an authentication method; repeatable', many)
    .option('--set <key=value>', 'any answer: --set services.users.auth=none; repeatable', many);
  for (const { flag, description } of flagsOf()) command.option(`${flag} <value>`, description);
  return command;
};

const program = (
  world: World,
  act: (
    run: (voice: Voice, options: Options, args: string[]) => Promise<number>,
  ) => (...args: unknown[]) => Promise<void>,
): Command => {
  const root = new Command('eg-api-gateway')
    .description('Seven answers in, a production API gateway on Envoy Gateway out.')
    .version(VERSION)
    .exitOverride()
    .configureOutput({ writeOut: (s) => void world.stdout.write(s), writeErr: (s) => void world.stderr.write(s) })
    .showHelpAfterError('Run with --help for all options.');
  const common = (c: Command): Command =>
    c.option('-q, --quiet', 'say nothing but the result').option('--no-color', 'no colours');
  const output = (c: Command): Command =>
    c
      .option('-f, --file <file>', 'the answers file (default: api-gateway.yaml)')
      .option('-o, --output <dir>', 'the output folder (default: manifests)')
      .option('--generate-keys <dir>', 'make random API keys in a folder that Git ignores')
      .option('--force', 'overwrite files that were edited by hand');
  withAnswers(
    output(
      common(
        root
          .command('init', { isDefault: true })
          .description('the interview; then the answers file and the manifests')
          .option('--yes', 'take the default of every question that has one')
          .option('--plain', 'questions without redrawing, for screen readers and dumb terminals'),
      ),
    ),
  ).action(act(async (voice, options) => (await import('./init.ts')).init(world, voice, options)));
  withAnswers(
    output(common(root.command('generate').description('answers file and flags in, manifests out')))
      .option('--stdout', 'write all manifests to stdout, no file')
      .option('--check', 'write nothing; exit 1 and show a diff if the folder differs')
      .option('--json', 'the result as JSON'),
  ).action(act(async (voice, options) => (await import('./generate.ts')).generate(world, voice, options)));
  common(
    root
      .command('check')
      .description('judge answers and manifests offline, as the API server would')
      .argument('[dir...]', 'folders or files of manifests')
      .option('-f, --file <file>', 'the answers file')
      .option('--format <format>', 'text, json or sarif')
      .option('--json', 'the same as --format json'),
  ).action(act(async (voice, options, args) => (await import('./check.ts')).check(world, voice, options, args)));
  common(
    root
      .command('explain')
      .description('what a finding means, and how to mend it')
      .argument('[code...]', 'codes of findings; all if none'),
  ).action(act(async (voice, options, args) => (await import('./explain.ts')).explain(voice, options, args)));
  common(root.command('schema').description('the JSON Schema of the answers file')).action(
    act(async (voice) => (await import('./schema.ts')).schema(voice)),
  );
  return root;
};

/** Runs one command and gives its exit code; never throws, never shows a stack trace for what a user did. */
export const run = async (argv: readonly string[], world: World): Promise<number> => {
  let code: number = EXIT.fine;
  let options: Options = {};
  const act =
    (body: (voice: Voice, options: Options, args: string[]) => Promise<number>) =>
    async (...received: unknown[]): Promise<void> => {
      const command = received.at(-1) as Command;
      options = command.opts<Options>();
      code = await body(voiceOf(world, options), options, command.args);
    };
  try {
    await program(world, act).parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.fine : EXIT.usage;
    const voice = voiceOf(world, options);
    if (error instanceof UserError) {
      voice.complain(`${voice.paint.red('error:')} ${error.message}`);
      return EXIT.usage;
    }
    if ((error as { name?: string }).name === 'ExitPromptError') return EXIT.cancelled;
    const e = error as Error;
    voice.complain(
      `${voice.paint.red('internal error:')} ${e.message}\nThis is a bug of eg-api-gateway ${VERSION}. Please report it with this line and the answers file:\n  ${(e.stack ?? '').split('\n')[1]?.trim() ?? ''}`,
    );
    return EXIT.internal;
  }
};
