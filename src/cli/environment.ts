import { randomBytes } from 'node:crypto';
import kleur from 'kleur';
import { visible } from '../diagnostics/visible.ts';

/** Everything outside that a command touches; tests bring their own. */
export interface Environment {
  readonly stdout: NodeJS.WritableStream & { isTTY?: boolean };
  readonly stderr: NodeJS.WritableStream & { isTTY?: boolean };
  readonly stdin: NodeJS.ReadableStream & { isTTY?: boolean };
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** YYYY-MM-DD. */
  readonly today: string;
}

/** Options of every command, as commander gives them. */
export type Options = Record<string, unknown> & { quiet?: boolean; color?: boolean };

/** The same for every output format. */
export const EXIT = { fine: 0, findings: 1, usage: 2, internal: 70, cancelled: 130 } as const;

/** Wrong use of the program or wrong answers: one message, exit code 2. */
export class UserError extends Error {}

/** How a command speaks: the result goes to stdout, everything else to stderr and not at all when quiet. */
export interface Voice {
  readonly result: (text: string) => void;
  readonly talk: (text: string) => void;
  /** Errors are said even when quiet. */
  readonly complain: (text: string) => void;
  readonly paint: {
    red: (s: string) => string;
    yellow: (s: string) => string;
    green: (s: string) => string;
    bold: (s: string) => string;
    dim: (s: string) => string;
  };
}

/** Codes of SGR that begin and end each style. */
const STYLES = { red: [31, 39], yellow: [33, 39], green: [32, 39], bold: [1, 22], dim: [2, 22] } as const;

/**
 * Texts hold words of answers, file names and foreign manifests, so every text is made visible here, at the only way out. Styles of
 * our own are marks with a number that nobody else knows until then.
 */
export const voiceOf = (environment: Environment, options: { quiet?: boolean; color?: boolean }): Voice => {
  const colored =
    options.color !== false &&
    environment.env.NO_COLOR === undefined &&
    environment.stderr.isTTY === true &&
    environment.env.TERM !== 'dumb';
  // The prompts of the interview are coloured by the same answer.
  kleur.enabled = colored;
  const secret = randomBytes(8).toString('hex');
  const mark = new RegExp(`<${secret}:(\\d+)>`);
  const painted = ([begin, end]: readonly [number, number]) =>
    colored ? (s: string): string => `<${secret}:${begin}>${s}<${secret}:${end}>` : (s: string): string => s;
  const shown = (text: string): string =>
    colored
      ? text
          .split(mark)
          .map((part, i) => (i % 2 === 1 ? `\u001b[${part}m` : visible(part)))
          .join('')
      : visible(text);
  return {
    result: (text) => void environment.stdout.write(visible(text)),
    talk: (text) => void (options.quiet || environment.stderr.write(`${shown(text)}\n`)),
    complain: (text) => void environment.stderr.write(`${shown(text)}\n`),
    paint: {
      red: painted(STYLES.red),
      yellow: painted(STYLES.yellow),
      green: painted(STYLES.green),
      bold: painted(STYLES.bold),
      dim: painted(STYLES.dim),
    },
  };
};
