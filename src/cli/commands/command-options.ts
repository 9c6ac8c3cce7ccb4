import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Flag } from '../../answers/flags.ts';
import { ANSWERS_FILE, DEFAULTS, withDefault } from '../../values/defaults.ts';
import { COMMON, headingOf } from './flag-groups.ts';

/** Collects the values of a repeatable option. */
export const many = (value: string, before: string[] | undefined): string[] => [...(before ?? []), value];

/** Refuses an option that is given twice with different values: commander would silently drop the first. */
const once = (value: string, before: string | undefined): string => {
  if (before !== undefined && before !== value)
    throw new InvalidArgumentError(`The option is set twice, to different values. Keep one.`);
  return value;
};

const optionOf = ({ flag, key, description, repeatable, placeholder, words }: Flag, showsAll: boolean): Option => {
  const brief = COMMON[key];
  const option = new Option(`${flag} <${placeholder}>`, showsAll ? description : (brief ?? description))
    .argParser<string | string[]>(
      repeatable
        ? (value, before) => many(value, before as string[])
        : (value, before) => once(value, before as string),
    )
    .hideHelp(!showsAll && brief === undefined);
  // For completion only: the schema validates the value, with a message of its own.
  if (words.length > 0) option.argChoices = [...words];
  return option;
};

/** Adds the flags of answers; undefined: none. `showsAll`: the help shows every flag, else only the common ones. */
export const withAnswers = (command: Command, flags: readonly Flag[] | undefined, showsAll: boolean): Command => {
  command.optionsGroup(HELP).option('--help-all', 'Shows a flag for each answer, too.');
  command.on('option:help-all', () => command.help());
  if (!flags) return command;
  command
    .optionsGroup(
      `Answers, which override the answers file${showsAll ? '; lists as a,b' : ' (--help-all shows more)'}:`,
    )
    .option('--service <path=backend>', '[name=]/path=service:port. Repeatable.', many)
    .option('--auth-method <name=type>', 'Adds a method of authentication. Repeatable.', many)
    .option('--set <key=value>', 'Sets any answer: services.users.auth=none.', many);
  for (const flag of flags) {
    if (showsAll) command.optionsGroup(headingOf(flag.key));
    command.addOption(optionOf(flag, showsAll));
  }
  return command;
};

/** The keys of answers for `--set`, each with its equals sign. */
export const answerKeys = async (): Promise<string[]> =>
  (await import('../../answers/flags.ts')).flagsOf().map(({ key }) => `${key}=`);

/** The examples at the end of the help of a command. */
export const examples = (...lines: (readonly [command: string, does: string])[]): string =>
  `\nExamples:\n${lines.map(([c, d]) => `  $ eg-api-gateway ${c}\n      ${d}`).join('\n')}\n`;

/** An option with a list of values. */
export const choice = (flags: string, description: string, values: readonly string[]): Option =>
  new Option(flags, description).choices(values);

/** Headings of options, in the order of the help. */
const FILES = 'Files:';
const RESULT = 'Instead of writing:';
const PRINTED = 'What is printed:';
const HELP = 'Help:';

/** Options of every command. */
export const common = (c: Command): Command =>
  c
    .optionsGroup(PRINTED)
    .option('-q, --quiet', 'Prints only results and errors.')
    .option('--no-color', 'Prints without colors.')
    .option('--json', 'Prints the result as JSON.');

/** The option for the answers files. */
export const answersFile = (c: Command): Command =>
  c.optionsGroup(FILES).option('-f, --file <file>', `Answers, or - (default: ${ANSWERS_FILE}).`, many);

/** Options of the commands that write the output. */
export const output = (c: Command): Command =>
  answersFile(c)
    .option('-o, --output <dir>', withDefault('The output folder', DEFAULTS.output))
    .option('--generate-keys <dir>', 'Creates API keys in a folder.')
    .option('--force', 'Overwrites files that were edited by hand.');

/** Options of the commands that write the output, if it is not to be written. */
export const insteadOfWriting = (c: Command): Command =>
  c.optionsGroup(RESULT).option('--dry-run', 'Prints what would be written.');

/** The option of the commands that can run for one team. */
export const ofTeam = (c: Command): Command =>
  c.optionsGroup(FILES).option('--team <name>', "Reads and writes only this team's part.");
