import { type Command, Help, type HelpConfiguration, type Option } from 'commander';

/** Columns for names of options; a longer name gets a line of its own, so that descriptions keep their width. */
const MOST_TERM = 30;
/** The same for a narrow terminal, and for long descriptions. */
const FEW_TERM = 22;
const MANY_OPTIONS = 60;
/** Columns of a help that is not printed to a terminal. */
const COLUMNS = 80;
const LEAST_COLUMNS = 40;

/** The width of help on a stream. */
export const widthOf = ({ isTTY, columns }: { isTTY?: boolean; columns?: number }): number =>
  isTTY && columns ? Math.max(LEAST_COLUMNS, Math.min(columns, COLUMNS)) : COLUMNS;

/** The layout of `--help`: no line is wider than the terminal (at most 80 columns), and lines break between words. */
export const helpFormat: HelpConfiguration = {
  minWidthToWrap: 16,
  // Without "[options]", which every command has.
  subcommandTerm: (cmd: Command) => cmd.name(),
  // Descriptions list the values and the default themselves.
  optionDescription: (option: Option) => option.description,
  padWidth: (cmd: Command, helper: Help) => {
    const isTight = (helper.helpWidth ?? COLUMNS) < COLUMNS || helper.visibleOptions(cmd).length > MANY_OPTIONS;
    return Math.min(isTight ? FEW_TERM : MOST_TERM, Help.prototype.padWidth.call(helper, cmd, helper));
  },
  formatItem: (term: string, termWidth: number, description: string, helper: Help) => {
    const item = (t: string): string => Help.prototype.formatItem.call(helper, t, termWidth, description, helper);
    return description && helper.displayWidth(term) > termWidth ? `  ${term}\n${item('')}` : item(term);
  },
};
