/**
 * Options that are not answers, with their short forms. A run with only these does not load the flags of answers, which takes
 * longer than reading the answers.
 */
const WITHOUT_ANSWERS =
  '-f --file -o --output -q --quiet --no-color --force --stdout --check --dry-run --json --yes --plain --team --generate-keys'.split(
    ' ',
  );
/** Options after which a word is not their value. */
export const TAKES_NO_VALUE: ReadonlySet<string> = new Set(
  '-q --quiet --no-color --force --stdout --check --dry-run --json --yes --plain --all'.split(' '),
);
/** Options that set answers, but are no flag of one key. */
const OF_ANSWERS = ['--service', '--auth-method', '--set', '--help-all'];
/** Options of the program itself, if no command precedes them. */
const OF_ROOT = new Set('-h --help -V --version'.split(' '));

const plain = new Set(WITHOUT_ANSWERS);

/** The word of an option without its value: `--file=x` is `--file`, `-fx` is `-f`. */
const optionOf = (word: string): string => (word.startsWith('--') ? word.split('=')[0]! : word.slice(0, 2));

/** Whether a run with this word needs the flags of answers: an option that is none of the options without them. */
export const needsFlags = (word: string, ofRoot: boolean): boolean =>
  word.startsWith('-') && word !== '-' && !plain.has(optionOf(word)) && !(ofRoot && OF_ROOT.has(word));

/** The name of an option among those that commander parsed: `--dry-run` is `dryRun`, `--no-color` is `color`. */
export const parsedName = (flag: string): string =>
  flag.replace(/^--(?:no-)?/, '').replace(/-([a-z0-9])/g, (_, c: string) => c.toUpperCase());

/** Names of parsed options that are no flag of one answer. */
export const NO_FLAG: ReadonlySet<string> = new Set(
  [...WITHOUT_ANSWERS, ...OF_ANSWERS].filter((o) => o.startsWith('--')).map(parsedName),
);
