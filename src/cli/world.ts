import kleur from 'kleur';

/** Everything outside that a command touches; tests bring their own. */
export interface World {
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

export const voiceOf = (world: World, options: { quiet?: boolean; color?: boolean }): Voice => {
  const colored =
    options.color !== false &&
    world.env.NO_COLOR === undefined &&
    world.stderr.isTTY === true &&
    world.env.TERM !== 'dumb';
  const plain = (s: string): string => s;
  kleur.enabled = colored;
  return {
    result: (text) => void world.stdout.write(text),
    talk: (text) => void (options.quiet || world.stderr.write(`${text}\n`)),
    complain: (text) => void world.stderr.write(`${text}\n`),
    paint: colored
      ? {
          red: (s) => kleur.red(s),
          yellow: (s) => kleur.yellow(s),
          green: (s) => kleur.green(s),
          bold: (s) => kleur.bold(s),
          dim: (s) => kleur.dim(s),
        }
      : { red: plain, yellow: plain, green: plain, bold: plain, dim: plain },
  };
};
