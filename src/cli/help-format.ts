import { type Command, Help, type HelpConfiguration, type Option } from 'commander';

/** Columns for names of options; a longer name gets a line of its own, so that descriptions keep their width. */
const MOST_TERM = 22;

/** The layout of `--help`: no line is wider than the terminal (default: 80 columns), and lines break between words. */
export const helpFormat: HelpConfiguration = {
  minWidthToWrap: 20,
  // Without "[options]", which every command has.
  subcommandTerm: (cmd: Command) => [cmd.name(), cmd.usage().replace(/^\[options\] ?/, '')].join(' ').trim(),
  // Descriptions list the values and the default themselves.
  optionDescription: (option: Option) => option.description,
  padWidth: (cmd: Command, helper: Help) => Math.min(MOST_TERM, Help.prototype.padWidth.call(helper, cmd, helper)),
  formatItem: (term: string, termWidth: number, description: string, helper: Help) => {
    const item = (t: string): string => Help.prototype.formatItem.call(helper, t, termWidth, description, helper);
    return description && helper.displayWidth(term) > termWidth ? `  ${term}\n${item('')}` : item(term);
  },
};
