import type { Command } from 'commander';
import type { Flag } from '../../answers/flags.ts';
import type { Environment, Options, Voice } from '../environment.ts';

/** The implementation of a command; returns its exit code. */
export type Body = (voice: Voice, options: Options, args: string[]) => Promise<number>;

/** What a command is defined with. */
export interface Defining {
  readonly root: Command;
  readonly environment: Environment;
  /** Converts a body to an action of commander. */
  readonly act: (body: Body) => (...args: unknown[]) => Promise<void>;
  /** The flags of answers; undefined: this run uses none. */
  readonly flags: readonly Flag[] | undefined;
  /** Whether the help shows every flag of answers. */
  readonly showsAll: boolean;
  /** Every command, for completion. */
  readonly definitions: readonly Definition[];
}

/** Values that a shell completes, besides the choices of options, which it knows already. */
export interface Completions {
  /** Values of the arguments; undefined: files. */
  readonly argument?: readonly string[];
  /** Values of options, by `--name`. */
  readonly options?: Readonly<Record<string, readonly string[]>>;
}

/** The headings of commands in the help of the program, in this order. */
export type CommandGroup = 'Write and validate manifests:' | 'Look up:' | 'For editors, shells and programs:';

/** A command: its options, its help and what runs it. The implementation is loaded when it runs. */
export interface Definition {
  readonly name: string;
  readonly group: CommandGroup;
  /** Whether it has a flag for each answer. */
  readonly answers?: true;
  readonly define: (defining: Defining) => void;
  /** Loaded by `completion` only. */
  readonly completes?: () => Promise<Completions>;
}
