/** Options of commands that are no flag of one answer. One that is not listed is only read more slowly. */
const WITHOUT_ANSWER =
  '--file --output --quiet --color --force --stdout --check --group --dry-run --json --yes --plain --team --generate-keys --service --auth-method --set --help-all --example --minimal --all --defaults --changed-list --changed-since'.split(
    ' ',
  );

/** The name of an option among those that commander parsed: `--dry-run` is `dryRun`. */
export const parsedName = (flag: string): string =>
  flag.slice(2).replace(/-([a-z0-9])/g, (_, c: string) => c.toUpperCase());

/** Names of parsed options that are no flag of one answer. */
export const NO_FLAG: ReadonlySet<string> = new Set(WITHOUT_ANSWER.map(parsedName));
