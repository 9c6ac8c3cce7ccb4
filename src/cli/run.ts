import type { Command } from 'commander';
import { CommanderError } from 'commander';
import type { Body } from './commands/command-definition.ts';
import { namedIn, program } from './commands.ts';
import { type Environment, EXIT, type Options, UserError, voiceOf } from './environment.ts';
import { wantsJson } from './result/wants-json.ts';
import { BUGS, VERSION } from './version.ts';

/** `help generate` is `generate --help`. */
const asCommander = (argv: readonly string[]): string[] => {
  if (argv[0] !== 'help') return [...argv];
  return argv.length === 1 ? ['--help'] : [argv[1]!, '--help'];
};

/** Runs one command and gives its exit code; never throws, never shows a stack trace for what a user did. */
export const run = async (argv: readonly string[], environment: Environment): Promise<number> => {
  let code: number = EXIT.fine;
  let options: Options = {};
  const act =
    (body: Body) =>
    async (...received: unknown[]): Promise<void> => {
      const command = received.at(-1) as Command;
      options = command.opts<Options>();
      code = await body(voiceOf(environment, options), options, command.args);
    };
  let root: Command | undefined;
  try {
    root = await program(environment, argv, act);
    await root.parseAsync(asCommander(argv), { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return EXIT.fine;
    const voice = voiceOf(environment, { color: !argv.includes('--no-color'), ...options });
    const printed = wantsJson(argv) ? await import('./result/json-problems.ts') : undefined;
    const refuse = (why: string): number => {
      if (printed) voice.result(printed.usageJson(why));
      else voice.complain(`${voice.paint.red('error:')} ${why}`);
      return EXIT.usage;
    };
    if (error instanceof CommanderError) {
      const { usageMessage } = await import('./usage/usage-error.ts');
      const command = root!.commands.find((c) => c.name() === (namedIn(argv) ?? 'init'))!;
      return refuse(usageMessage(error, command, root!));
    }
    if (error instanceof UserError) return refuse(error.message);
    if ((error as { name?: string }).name === 'ExitPromptError') return EXIT.cancelled;
    const e = error as Error;
    const place = (e.stack ?? '').split('\n')[1]?.trim() ?? '';
    if (printed) {
      voice.result(printed.internalJson(`${e.message} (${VERSION}, ${place})`, BUGS));
      return EXIT.internal;
    }
    voice.complain(
      `${voice.paint.red('internal error:')} ${e.message}
This is a bug in eg-api-gateway ${VERSION}. Please report it:
  ${BUGS}
Include the answers file, without confidential values, and this line:
  ${place}`,
    );
    return EXIT.internal;
  }
};
