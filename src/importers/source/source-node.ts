import type { Place } from '../../diagnostics/place.ts';

export type Step = string | number;

/** Finds the line and column of a value, or of the deepest existing parent of a value that is not there. */
export interface SourceDocument {
  /** The name of the file as a person wrote it; `-` is standard input. */
  readonly file: string;
  /** Its position among the documents of the file, from 0. */
  readonly index: number;
  readonly value: unknown;
  readonly placeOf: (path: readonly Step[]) => Place;
  /** Its path in the document of the file, if it is an item of a list of objects. */
  readonly base?: readonly Step[];
  /** Keys that a later one of the same map replaces, so that `value` does not contain what they say. */
  readonly duplicates?: readonly { readonly path: readonly Step[]; readonly place: Place }[];
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A step of a JSON pointer (RFC 6901). */
const escaped = (step: Step): string =>
  typeof step === 'number' || !/[~/]/.test(step) ? `${step}` : step.replaceAll('~', '~0').replaceAll('/', '~1');

/** A value of a source file with its place. A value that is not there has a node too, so that reading a chain of keys needs no tests. */
export class SourceNode {
  readonly value: unknown;

  /** Without a path, the whole document. */
  constructor(
    readonly document: SourceDocument,
    readonly path: readonly Step[] = [],
    value?: unknown,
  ) {
    this.value = path.length > 0 ? value : document.value;
  }

  /** The value of a key or an index below this one; with several steps, each below the one before. */
  get(...steps: readonly Step[]): SourceNode {
    let { value } = this;
    for (const step of steps)
      value =
        (isObject(value) || Array.isArray(value)) && Object.hasOwn(value, step)
          ? (value as Readonly<Record<Step, unknown>>)[step]
          : undefined;
    return new SourceNode(this.document, this.path.concat(steps), value);
  }

  /** Whether the file has this value; `null` counts as none. */
  get exists(): boolean {
    return this.value !== undefined && this.value !== null;
  }

  /** The last step of its path: the key of an entry. */
  get key(): string {
    return String(this.path.at(-1) ?? '');
  }

  /** The values of a map; of anything else, none. */
  get children(): SourceNode[] {
    return isObject(this.value) ? Object.keys(this.value).map((key) => this.get(key)) : [];
  }

  /** The values of a list; of anything else, none. */
  get items(): SourceNode[] {
    return Array.isArray(this.value) ? this.value.map((_, i) => this.get(i)) : [];
  }

  /** The scalars, empty maps and empty lists below it; of a scalar, itself. */
  get leaves(): SourceNode[] {
    const below = Array.isArray(this.value) ? this.items : this.children;
    return below.length === 0 ? [this] : below.flatMap((n) => n.leaves);
  }

  /** A scalar as text; undefined for anything else. */
  get text(): string | undefined {
    const { value } = this;
    return typeof value === 'string'
      ? value
      : typeof value === 'number' || typeof value === 'boolean'
        ? String(value)
        : undefined;
  }

  /** A number, also one that is written as text; undefined for anything else. */
  get number(): number | undefined {
    const { text } = this;
    return text !== undefined && /^-?\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : undefined;
  }

  /** A boolean, also one that is written as text; undefined for anything else. */
  get flag(): boolean | undefined {
    const { text } = this;
    return text === 'true' ? true : text === 'false' ? false : undefined;
  }

  /** The JSON pointer of the value in its document of the file (RFC 6901). */
  get pointer(): string {
    let pointer = '';
    for (const step of this.document.base ?? []) pointer += `/${escaped(step)}`;
    for (const step of this.path) pointer += `/${escaped(step)}`;
    return pointer;
  }

  /** The same for all nodes of one value of the source. */
  get id(): string {
    return `${this.document.file}#${this.document.index}${this.pointer}`;
  }

  get place(): Place {
    return this.document.placeOf(this.path);
  }
}
