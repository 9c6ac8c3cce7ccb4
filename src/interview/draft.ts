import { nameOfService, withIndex } from '../answers/key-path.ts';
import { isTree, type Tree } from '../answers/yaml-layout.ts';

/** Where an answer came from; the review shows it. */
export type Origin = 'file' | 'flag' | 'asked' | 'default';

/** The part of a service that questions read. */
export interface ServiceDraft extends Tree {
  name: string;
  path?: string;
  backend?: string;
}

/**
 * The answers so far. `input` is the content of the future answers file, except that services of teams are not yet in their
 * teams (`answersOf`). `notes` are answers about the interview itself (such as whether there is a canary), by question id.
 */
export class Draft {
  readonly origins = new Map<string, Origin>();
  readonly notes = new Map<string, unknown>();
  /** Additional lines of the review for a service, by key; the file contains them in another place. */
  readonly shown = new Map<string, string>();
  /** The id of the question that set a key, by key. */
  readonly causes = new Map<string, string>();
  /** Ids of questions that nobody was asked: their answers are defaults. */
  readonly defaulted = new Set<string>();
  /** Ids of topics that a person opened in the review: they ask although a file contains their answers. */
  readonly opened = new Set<string>();
  /** Ids of questions that a person has answered, also those that are not applied yet. */
  readonly settled = new Set<string>();
  /** Ids of questions that a walk has found open: topics with independent questions go on with the next one. */
  readonly skipped = new Set<string>();
  /** The indexes of services by name, for each list. */
  private readonly indexes = new WeakMap<readonly ServiceDraft[], Map<string, number>>();
  /** The id of the question that is being answered. */
  cause: string | undefined;
  constructor(readonly input: Tree) {}

  get services(): ServiceDraft[] {
    return Array.isArray(this.input.services) ? (this.input.services as ServiceDraft[]) : [];
  }

  /** The value of a dotted key; a service is found by its name: `services.users.auth`. */
  get(key: string): unknown {
    let at: unknown = this.input;
    for (const step of this.steps(key)) at = isTree(at) || Array.isArray(at) ? (at as Tree)[step] : undefined;
    return at;
  }

  has(key: string): boolean {
    return this.get(key) !== undefined;
  }

  /** `cause`: the id of the question that sets it, if it is not the one being answered. */
  set(key: string, value: unknown, origin: Origin = 'asked', cause = this.cause): void {
    const steps = this.steps(key);
    let at: Tree = this.input;
    for (const step of steps.slice(0, -1)) {
      if (!isTree(at[step]) && !Array.isArray(at[step])) at[step] = {};
      at = at[step] as Tree;
    }
    // A change without a value removes the answer.
    if (value === null) delete at[steps.at(-1)!];
    else at[steps.at(-1)!] = value;
    this.mark(key, origin, cause);
  }

  /** Records the origin of a key whose value is set elsewhere, or follows from other answers. */
  mark(key: string, origin: Origin, cause = this.cause): void {
    this.origins.set(key, origin);
    if (cause !== undefined) this.causes.set(key, cause);
  }

  /** Adds a line to the review. */
  show(key: string, text: string, origin: Origin, cause = this.cause): void {
    this.shown.set(key, text);
    this.mark(key, origin, cause);
  }

  /** Adds the services that a person entered. */
  addServices(services: readonly ServiceDraft[]): void {
    this.input.services = [...this.services, ...services];
    for (const { name } of services) this.mark(`services.${name}`, 'asked');
  }

  /** The id of the question that set a key; undefined if it came from a file or a flag. */
  causeOf(key: string): string | undefined {
    for (let k = key; k; k = k.slice(0, Math.max(0, k.lastIndexOf('.')))) {
      const id = this.causes.get(k);
      if (id !== undefined) return id;
    }
    return undefined;
  }

  private steps(key: string): string[] {
    const steps = key.split('.');
    const at = nameOfService(steps);
    if (at < 0) return steps;
    const list = at === 1 ? this.services : this.get(steps.slice(0, at).join('.'));
    const index = Array.isArray(list) ? this.indexIn(list as ServiceDraft[], steps[at]!) : -1;
    return [...steps.slice(0, at), String(index), ...steps.slice(at + 1)];
  }

  /** The index of a service in a list. An import of thousands has a question about each, so names are looked up. */
  private indexIn(list: readonly ServiceDraft[], name: string): number {
    const known = this.indexes.get(list) ?? new Map<string, number>();
    if (known.size === 0) {
      for (const [i, s] of list.entries()) if (!known.has(s.name)) known.set(s.name, i);
      this.indexes.set(list, known);
    }
    const index = known.get(name);
    // Lists change while questions are answered.
    return index !== undefined && list[index]?.name === name ? index : list.findIndex((s) => s.name === name);
  }
}

/** The schema's path of a key: an index instead of a service's name. */
export const schemaPath = (key: string): PropertyKey[] => {
  const steps = key.split('.');
  const at = nameOfService(steps);
  return at < 0 ? withIndex(steps) : [...steps.slice(0, at), 0, ...steps.slice(at + 1)];
};
