import { nameOfService } from '../answers/key-path.ts';

/** Where an answer came from; the review shows it. */
export type Origin = 'file' | 'flag' | 'asked' | 'default';

export type Tree = Record<string, unknown>;
const isTree = (v: unknown): v is Tree => typeof v === 'object' && v !== null && !Array.isArray(v);

/** A service, as far as questions look at it. */
export interface ServiceDraft extends Tree {
  name: string;
  path?: string;
  backend?: string;
}

/**
 * The answers so far. `input` is what the answers file will hold, but for services of teams (`answersOf`); `notes` are answers about the interview itself (how many
 * methods, whether there is a canary), by the id of their question.
 */
export class Draft {
  readonly origins = new Map<string, Origin>();
  readonly notes = new Map<string, unknown>();
  /** What the review shows of a service beside its answers, by key: the file says it at another place. */
  readonly shown = new Map<string, string>();
  /** The question that each key came from, by the key. */
  readonly causes = new Map<string, string>();
  /** The question that is being answered. */
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

  /** `cause`: the question that it came from, where that is not the one being answered. */
  set(key: string, value: unknown, origin: Origin = 'asked', cause = this.cause): void {
    const steps = this.steps(key);
    let at: Tree = this.input;
    for (const step of steps.slice(0, -1)) {
      if (!isTree(at[step]) && !Array.isArray(at[step])) at[step] = {};
      at = at[step] as Tree;
    }
    at[steps.at(-1)!] = value;
    this.mark(key, origin, cause);
  }

  /** Says where a key came from whose value is set elsewhere, or follows from others. */
  mark(key: string, origin: Origin, cause = this.cause): void {
    this.origins.set(key, origin);
    if (cause !== undefined) this.causes.set(key, cause);
  }

  /** A line for the review. */
  show(key: string, text: string, origin: Origin, cause = this.cause): void {
    this.shown.set(key, text);
    this.mark(key, origin, cause);
  }

  /** Adds a service that was typed. */
  addService(service: ServiceDraft): void {
    this.input.services = [...this.services, service];
    this.mark(`services.${service.name}`, 'asked');
  }

  /** The question that a key came from; undefined where a file or a flag said it. */
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
    const index = (Array.isArray(list) ? (list as ServiceDraft[]) : []).findIndex((s) => s.name === steps[at]);
    return [...steps.slice(0, at), String(index), ...steps.slice(at + 1)];
  }
}

/** The key as the schema knows it: an index in place of a service's name. */
export const schemaPath = (key: string): PropertyKey[] => {
  const steps = key.split('.');
  const at = nameOfService(steps);
  return at < 0 ? steps : [...steps.slice(0, at), 0, ...steps.slice(at + 1)];
};
