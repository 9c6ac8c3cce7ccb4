import type { Command } from 'commander';
import { nearest } from '../diagnostics/nearest.ts';
import { visibleLine } from '../diagnostics/visible.ts';
import type { Definition } from './commands/command-definition.ts';
import { EXIT, UserError, type Voice } from './environment.ts';
import { jsonText } from './result/json-text.ts';

interface Flag {
  readonly long: string;
  readonly short: string | undefined;
  readonly words: string;
  readonly takesValue: boolean;
  /** The values that are allowed; empty: any. */
  readonly values: readonly string[];
}
interface Verb {
  readonly name: string;
  readonly words: string;
  readonly flags: readonly Flag[];
  /** The values of its arguments; undefined: files, empty: none. */
  readonly argument: readonly string[] | undefined;
}

const NAME = 'eg-api-gateway';
/** Flags whose value is a path. */
const PATHS = ['-f', '--file', '-o', '--output', '--generate-keys', '--baseline'];
const FUNCTION = '_eg_api_gateway';

const verbsOf = async (root: Command, definitions: readonly Definition[]): Promise<Verb[]> => {
  const completions = new Map(
    await Promise.all(definitions.map(async ({ name, completes }) => [name, await completes?.()] as const)),
  );
  return root.commands.map((c) => {
    const more = completions.get(c.name());
    return {
      name: c.name(),
      words: c.description(),
      argument: c.registeredArguments.length === 0 ? [] : more?.argument,
      flags: [
        ...c.options.map((o) => ({
          long: o.long ?? '',
          short: o.short,
          words: o.description,
          takesValue: o.required || o.optional,
          values: more?.options?.[o.long ?? ''] ?? o.argChoices ?? [],
        })),
        { long: '--help', short: '-h', words: 'Shows this help.', takesValue: false, values: [] },
      ],
    };
  });
};

/** Text in single quotes: descriptions are the only variable text in the scripts. */
const quoted = (s: string): string => `'${s.replaceAll("'", "'\\''")}'`;

/** The line of a case for each command of which `of` gives values. */
const cases = (verbs: readonly Verb[], of: (v: Verb) => string | undefined): string =>
  verbs.flatMap((v) => of(v) ?? []).join('\n');

const bash = (verbs: readonly Verb[]): string => `# bash completion of ${NAME}
${FUNCTION}() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD - 1]} verb='' word words
  COMPREPLY=()
  # Bash splits --format=json at the equals sign.
  if [[ $cur == = ]]; then
    cur=''
  elif [[ $prev == = && COMP_CWORD -gt 2 ]]; then
    prev=\${COMP_WORDS[COMP_CWORD - 2]}
  fi
  case $prev in ${PATHS.join(' | ')}) return ;; esac
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case $word in ${verbs.map((v) => v.name).join(' | ')}) verb=$word && break ;; esac
  done
  case $verb,$prev in
${verbs.flatMap((v) => v.flags.filter((f) => f.values.length > 0).map((f) => `    ${v.name},${f.long}) words=${quoted(f.values.join(' '))} verb=value ;;`)).join('\n')}
${verbs.flatMap((v) => v.flags.filter((f) => f.takesValue && f.values.length === 0 && !PATHS.includes(f.long)).map((f) => `    ${v.name},${f.long}) return ;;`)).join('\n')}
  esac
  case $verb in
    value) ;;
${verbs.map((v) => `    ${v.name}) words=${quoted(v.flags.map((f) => f.long).join(' '))} ;;`).join('\n')}
    *) words=${quoted([...verbs.map((v) => v.name), ...verbs[0]!.flags.map((f) => f.long)].join(' '))} ;;
  esac
  case $verb,$cur in
    value,* | *,-*) ;;
${cases(verbs, (v) => (v.argument === undefined || v.argument.length === 0 ? `    ${v.name},*) return ;;` : `    ${v.name},*) words=${quoted(v.argument.join(' '))} ;;`))}
  esac
  while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen -W "$words" -- "$cur")
  if [[ \${COMPREPLY[0]-} == *= ]]; then compopt -o nospace 2>/dev/null; fi
}
complete -o default -F ${FUNCTION} ${NAME}
`;

/** What zsh offers for a value; a word with an equals sign is continued without a space. */
const valuesOf = (values: readonly string[]): string =>
  values.length === 0
    ? ''
    : values[0]!.endsWith('=')
      ? `{compadd -S "" -- ${values.join(' ')}}`
      : `(${values.map((v) => v.replaceAll(/[:()]/g, '\\$&')).join(' ')})`;

const zshFlag = (f: Flag): string => {
  // Brackets and colons are the syntax of _arguments.
  const words = f.words.replace(/[[\]:\\]/g, '\\$&');
  const value = f.takesValue ? `:value:${PATHS.includes(f.long) ? '_files' : valuesOf(f.values)}` : '';
  const names = f.short === undefined ? [f.long] : [f.long, f.short];
  // With the equals sign, both --name=value and --name value are completed.
  return names
    .map((name) => quoted(`*${name}${f.takesValue && name.startsWith('--') ? '=' : ''}[${words}]${value}`))
    .join(' ');
};

const zshArgument = ({ argument }: Verb): string =>
  argument === undefined
    ? " '*:file:_files'"
    : argument.length === 0
      ? ''
      : ` ${quoted(`*:value:${valuesOf(argument)}`)}`;

const zsh = (verbs: readonly Verb[]): string => `#compdef ${NAME}
${FUNCTION}() {
  local -a verbs
  local verb
  verbs=(
${verbs.map((v) => `    ${quoted(`${v.name}:${v.words.replaceAll(':', '\\:')}`)}`).join('\n')}
  )
  if (( CURRENT == 2 )) && [[ $words[2] != -* ]]; then
    _describe 'command' verbs
    return
  fi
  verb=$words[2]
  # The command is the first word of what _arguments completes.
  if [[ $verb != -* ]]; then
    words=($words[2,-1])
    (( CURRENT-- ))
  fi
  case $verb in
${verbs.map((v) => `    ${v.name}) _arguments ${v.flags.map(zshFlag).join(' ')}${zshArgument(v)} ;;`).join('\n')}
    *) _arguments ${verbs[0]!.flags.map(zshFlag).join(' ')} ;;
  esac
}
if [ "$funcstack[1]" = "_${NAME}" ]; then ${FUNCTION} "$@"; else compdef ${FUNCTION} ${NAME}; fi
`;

const fishWords = (words: string): string => `-d ${quoted(words.replaceAll('\\', '\\\\'))}`;

const fish = (verbs: readonly Verb[]): string =>
  [
    `# fish completion of ${NAME}`,
    ...verbs.map((v) => `complete -c ${NAME} -n __fish_use_subcommand -f -a ${v.name} ${fishWords(v.words)}`),
    ...verbs.flatMap((v) =>
      v.flags.map((f) =>
        [
          `complete -c ${NAME} -n '__fish_seen_subcommand_from ${v.name}'`,
          `-l ${f.long.slice(2)}`,
          f.short ? `-s ${f.short.slice(1)}` : '',
          f.takesValue ? (PATHS.includes(f.long) ? '-r -F' : '-x') : '',
          f.values.length > 0 ? `-a ${quoted(f.values.join(' '))}` : '',
          fishWords(f.words),
        ]
          .filter((w) => w !== '')
          .join(' '),
      ),
    ),
    ...verbs
      .filter((v) => v.argument !== undefined)
      .map(
        (v) => `complete -c ${NAME} -n '__fish_seen_subcommand_from ${v.name}' -f -a ${quoted(v.argument!.join(' '))}`,
      ),
    '',
  ].join('\n');

const SCRIPTS: Readonly<Record<string, (verbs: readonly Verb[]) => string>> = { bash, zsh, fish };

/** `completion SHELL`: a completion script for that shell, derived from the commands and options. */
export const completion = async (
  voice: Voice,
  root: Command,
  definitions: readonly Definition[],
  shell: string,
  json = false,
): Promise<number> => {
  const script = Object.hasOwn(SCRIPTS, shell) ? SCRIPTS[shell] : undefined;
  const near = nearest(shell.split('/').at(-1)!.toLowerCase(), Object.keys(SCRIPTS));
  if (!script)
    throw new UserError(
      `There is no completion for ${visibleLine(shell)}. Use one of: ${Object.keys(SCRIPTS).join(', ')}.${near ? ` Did you mean ${near}?` : ''}`,
    );
  const text = script(await verbsOf(root, definitions));
  voice.result(json ? jsonText({ ok: true, shell, script: text }) : text);
  return EXIT.fine;
};
