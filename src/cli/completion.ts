import type { Command } from 'commander';
import { visibleLine } from '../diagnostics/visible.ts';
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
}

const NAME = 'eg-api-gateway';
/** Flags whose value is a path. */
const PATHS = ['-f', '--file', '-o', '--output', '--generate-keys', '--baseline'];
const FUNCTION = '_eg_api_gateway';

const verbsOf = (root: Command): Verb[] =>
  root.commands.map((c) => ({
    name: c.name(),
    words: c.description(),
    flags: [
      ...c.options.map((o) => ({
        long: o.long ?? '',
        short: o.short,
        words: o.description,
        takesValue: o.required || o.optional,
        values: o.argChoices ?? [],
      })),
      { long: '--help', short: '-h', words: 'Show this help.', takesValue: false, values: [] },
    ],
  }));

/** Text in single quotes: descriptions are the only variable text in the scripts. */
const quoted = (s: string): string => `'${s.replaceAll("'", "'\\''")}'`;

const bash = (verbs: readonly Verb[]): string => `# bash completion of ${NAME}
${FUNCTION}() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD - 1]} verb='' word words
  COMPREPLY=()
  case $prev in ${PATHS.join(' | ')}) return ;; esac
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case $word in ${verbs.map((v) => v.name).join(' | ')}) verb=$word && break ;; esac
  done
  case $verb,$prev in
${verbs.flatMap((v) => v.flags.filter((f) => f.values.length > 0).map((f) => `    ${v.name},${f.long}) words=${quoted(f.values.join(' '))} verb=value ;;`)).join('\n')}
  esac
  case $verb in
    value) ;;
${verbs.map((v) => `    ${v.name}) words=${quoted(v.flags.map((f) => f.long).join(' '))} ;;`).join('\n')}
    *) words=${quoted([...verbs.map((v) => v.name), ...verbs[0]!.flags.map((f) => f.long)].join(' '))} ;;
  esac
  case $verb,$cur in
    *,-*) ;;
    completion,*) words='bash zsh fish' ;;
    check,* | explain,* | schema,*) return ;;
  esac
  while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen -W "$words" -- "$cur")
}
complete -o default -F ${FUNCTION} ${NAME}
`;

const valuesOf = ({ values }: Flag): string => (values.length > 0 ? `(${values.join(' ')})` : '');

const zshFlag = (f: Flag): string => {
  // Brackets and colons are the syntax of _arguments.
  const words = f.words.replace(/[[\]:\\]/g, '\\$&');
  const value = f.takesValue ? `:value:${PATHS.includes(f.long) ? '_files' : valuesOf(f)}` : '';
  return quoted(`*${f.long}[${words}]${value}`);
};

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
  case $verb in
${verbs.map((v) => `    ${v.name}) _arguments ${v.flags.map(zshFlag).join(' ')} '*:file:_files' ;;`).join('\n')}
    *) _arguments ${verbs[0]!.flags.map(zshFlag).join(' ')} ;;
  esac
}
if [ "$funcstack[1]" = "_${NAME}" ]; then ${FUNCTION} "$@"; else compdef ${FUNCTION} ${NAME}; fi
`;

const fish = (verbs: readonly Verb[]): string =>
  [
    `# fish completion of ${NAME}`,
    ...verbs.map(
      (v) =>
        `complete -c ${NAME} -n __fish_use_subcommand -f -a ${v.name} -d ${quoted(v.words.replaceAll('\\', '\\\\'))}`,
    ),
    ...verbs.flatMap((v) =>
      v.flags.map((f) =>
        [
          `complete -c ${NAME} -n '__fish_seen_subcommand_from ${v.name}'`,
          `-l ${f.long.slice(2)}`,
          f.short ? `-s ${f.short.slice(1)}` : '',
          f.takesValue ? (PATHS.includes(f.long) ? '-r -F' : '-x') : '',
          f.values.length > 0 ? `-a ${quoted(f.values.join(' '))}` : '',
          `-d ${quoted(f.words.replaceAll('\\', '\\\\'))}`,
        ]
          .filter((w) => w !== '')
          .join(' '),
      ),
    ),
    `complete -c ${NAME} -n '__fish_seen_subcommand_from completion' -f -a 'bash zsh fish'`,
    '',
  ].join('\n');

const SCRIPTS: Readonly<Record<string, (verbs: readonly Verb[]) => string>> = { bash, zsh, fish };

/** `completion SHELL`: a completion script for that shell, derived from the commands and options. */
export const completion = async (voice: Voice, root: Command, shell: string, json = false): Promise<number> => {
  const script = Object.hasOwn(SCRIPTS, shell) ? SCRIPTS[shell] : undefined;
  if (!script)
    throw new UserError(
      `There is no completion for ${visibleLine(shell)}. Use one of: ${Object.keys(SCRIPTS).join(', ')}.`,
    );
  const text = script(verbsOf(root));
  voice.result(json ? jsonText({ ok: true, shell, script: text }) : text);
  return EXIT.fine;
};
