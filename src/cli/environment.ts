import { randomBytes } from 'node:crypto';
import kleur from 'kleur';
import { visible } from '../diagnostics/visible.ts';
import { wrapText } from '../diagnostics/wrap-text.ts';

/** A stream, with its columns if it is a terminal. */
type Output = NodeJS.WritableStream & { isTTY?: boolean; columns?: number };

/** Everything outside the process that a command uses; tests provide their own. */
export interface Environment {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly stdin: NodeJS.ReadableStream & { isTTY?: boolean };
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** YYYY-MM-DD. */
  readonly today: string;
}

/** The parsed options of a command. */
export type Options = Record<string, unknown> & { quiet?: boolean; color?: boolean };

/** Exit codes, the same for every output format. */
export const EXIT = { fine: 0, findings: 1, usage: 2, internal: 70, cancelled: 130 } as const;

/** Wrong use of the program or wrong answers: one message, exit code 2. */
export class UserError extends Error {}

/**
 * The output of a command: results go to stdout, everything else to stderr, and nothing but errors there with --quiet.
 * In a terminal, lines break between words.
 */
export interface Voice {
  /** For programs, such as manifests and JSON: lines do not break. */
  readonly result: (text: string) => void;
  /** A result for people, such as findings. */
  readonly report: (text: string) => void;
  /** The width of the terminal that shows reports; undefined: it is not a terminal. */
  readonly columns: number | undefined;
  readonly talk: (text: string) => void;
  /** Like `talk`, for commands and paths to copy: lines do not break. */
  readonly copyable: (text: string) => void;
  /** For errors, which are printed even with --quiet. */
  readonly complain: (text: string) => void;
  readonly paint: {
    red: (s: string) => string;
    yellow: (s: string) => string;
    green: (s: string) => string;
    bold: (s: string) => string;
    dim: (s: string) => string;
  };
}

/**
 * Indentation of continuation lines: without it, a part of a foreign text could look like a message of its own.
 */
const HANG = 4;

/** Codes of SGR that begin and end each style. */
const STYLES = { red: [31, 39], yellow: [33, 39], green: [32, 39], bold: [1, 22], dim: [2, 22] } as const;

/**
 * Texts contain parts of answers, file names and manifests of others, so control characters are escaped here, in the only
 * place that prints. Until then a style is a mark with a random number, which no such text can contain.
 */
export const voiceOf = (environment: Environment, options: { quiet?: boolean; color?: boolean }): Voice => {
  const isColored = ({ isTTY }: Output): boolean =>
    options.color !== false &&
    // An empty value means "not set" (no-color.org).
    !environment.env.NO_COLOR &&
    isTTY === true &&
    environment.env.TERM !== 'dumb';
  // The prompts of the interview use colors in the same cases.
  kleur.enabled = isColored(environment.stderr);
  // Results may go to a file while messages go to a terminal, and vice versa.
  const anyColor = isColored(environment.stdout) || isColored(environment.stderr);
  const secret = randomBytes(8).toString('hex');
  const mark = new RegExp(`<${secret}:(\\d+)>`);
  const painted = ([begin, end]: readonly [number, number]) =>
    anyColor ? (s: string): string => `<${secret}:${begin}>${s}<${secret}:${end}>` : (s: string): string => s;
  const everyMark = new RegExp(mark.source, 'g');
  const styled = (text: string, stream: Output): string => {
    if (!anyColor) return text;
    const isStyled = isColored(stream);
    return text
      .split(mark)
      .map((part, i) => (i % 2 === 0 ? part : isStyled ? `\u001b[${part}m` : ''))
      .join('');
  };
  const wrapped = (text: string, { isTTY, columns }: Output): string =>
    isTTY && columns ? wrapText(text, columns, { hang: HANG, widthOf: (t) => t.replace(everyMark, '').length }) : text;
  const prose = (text: string): string => `${styled(wrapped(visible(text), environment.stderr), environment.stderr)}\n`;
  return {
    result: (text) => void environment.stdout.write(visible(text)),
    report: (text) =>
      void environment.stdout.write(styled(wrapped(visible(text), environment.stdout), environment.stdout)),
    columns: environment.stdout.isTTY ? environment.stdout.columns : undefined,
    talk: (text) => void (options.quiet || environment.stderr.write(prose(text))),
    copyable: (text) =>
      void (options.quiet || environment.stderr.write(`${styled(visible(text), environment.stderr)}\n`)),
    complain: (text) => void environment.stderr.write(prose(text)),
    paint: {
      red: painted(STYLES.red),
      yellow: painted(STYLES.yellow),
      green: painted(STYLES.green),
      bold: painted(STYLES.bold),
      dim: painted(STYLES.dim),
    },
  };
};
