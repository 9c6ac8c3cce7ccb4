import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Flag } from '../../answers/flags.ts';
import { ANSWERS_FILE, DEFAULTS, withDefault } from '../../values/defaults.ts';
import { headingOf } from '../flag-groups.ts';

/** Collects the values of a repeatable option. */
export const many = (value: string, before: string[] | undefined): string[] => [...(before ?? []), value];

/** Refuses an option that is given twice with different values: commander would silently drop the first. */
const once = (value: string, before: string | undefined): string => {
  if (before !== undefined && before !== value)
    throw new InvalidArgumentError(`The option is set twice, to different values. Keep one.`);
  return value;
};

/** Adds the flags of answers; undefined: none. */
export const withAnswers = (command: Command, flags: readonly Flag[] | undefined): Command => {
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

/** The examples at the end of the help of a command. */
export const examples = (...lines: (readonly [command: string, does: string])[]): string =>
  `\nExamples:\n${lines.map(([c, d]) => `  $ eg-api-gateway ${c}\n      ${d}`).join('\n')}\n`;

/** An option with a list of values. */
export const choice = (flags: string, description: string, values: readonly string[]): Option =>
  new Option(flags, description).choices(values);

/** Options of every command. */
export const common = (c: Command): Command =>
  c
    .option('-q, --quiet', 'Prints only results and errors.')
    .option('--no-color', 'Prints without colors.')
    .option('--json', 'Prints the result as JSON.');

/** Follows the description of -f. */
export const SEVERAL = 'Repeatable: later files change the answers of earlier ones.';

/** Options of the commands that write the output. */
export const output = (c: Command): Command =>
  c
    .option('-f, --file <file>', `The answers file (default: ${ANSWERS_FILE}). ${SEVERAL}`, many)
    .option('-o, --output <dir>', withDefault('The output folder', DEFAULTS.output))
    .option('--generate-keys <dir>', 'Creates random API keys in a folder that Git ignores.')
    .option('--force', 'Overwrites files that were edited by hand.');

/** The option of the commands that can run for one team. */
export const ofTeam = (c: Command): Command =>
  c.option('--team <name>', "Limits the run to this team. Other teams' files are not read.");
