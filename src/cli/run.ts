import type { Command } from 'commander';
import { CommanderError } from 'commander';
import type { Body } from './commands/command-definition.ts';
import { program } from './commands.ts';
import { type Environment, EXIT, type Options, UserError, voiceOf } from './environment.ts';
import { wantsJson } from './result/wants-json.ts';
import { BUGS, VERSION } from './version.ts';

/** The environment with standard error kept as text: with --json, wrong usage is part of the result. */
const capturing = (environment: Environment, parts: string[]): Environment =>
  Object.create(environment, {
    stderr: { value: { write: (text: string) => parts.push(text) > 0, isTTY: false } },
  }) as Environment;

/** Runs one command and gives its exit code; never throws, never shows a stack trace for what a user did. */
export const run = async (argv: readonly string[], environment: Environment): Promise<number> => {
  let code: number = EXIT.fine;
  let options: Options = {};
  const json = wantsJson(argv);
  const said: string[] = [];
  const act =
    (body: Body) =>
    async (...received: unknown[]): Promise<void> => {
      const command = received.at(-1) as Command;
      options = command.opts<Options>();
      code = await body(voiceOf(environment, options), options, command.args);
    };
  try {
    const speaking = json ? capturing(environment, said) : environment;
    await (await program(speaking, argv, act)).parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    const voice = voiceOf(environment, options);
    const printed = json ? await import('./result/json-problems.ts') : undefined;
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return EXIT.fine;
      if (printed) voice.result(printed.usageJson(said.join('') || error.message));
      return EXIT.usage;
    }
    if (error instanceof UserError) {
      if (printed) voice.result(printed.usageJson(error.message));
      else voice.complain(`${voice.paint.red('error:')} ${error.message}`);
      return EXIT.usage;
    }
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
