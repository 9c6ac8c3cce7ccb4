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
}

/** A command: its options, its help and what runs it. The implementation is loaded when it runs. */
export interface Definition {
  readonly name: string;
  /** Whether it has a flag for each answer. */
  readonly answers?: true;
  readonly define: (defining: Defining) => void;
}
