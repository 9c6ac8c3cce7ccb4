// Reads JSON and large YAML without a tree of nodes: a document of 13 MB in a second. Places are found when they are asked for.
import { CORE_SCHEMA, constructFromEvents, EVENT_ID, getScalarValue, parseEvents } from 'js-yaml';
import type { Place } from '../../diagnostics/place.ts';
import { hasTemplate } from '../../values/masked-text.ts';
import type { ReadSource } from './read-result.ts';
import type { SourceDocument, Step } from './source-node.ts';

/** YAML of fewer characters is read with its nodes, which know more about it. */
const LARGE = 1 << 18;

type Events = ReturnType<typeof parseEvents>;

/** Where the lines of a text begin. */
const lineStarts = (text: string): number[] => {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
};

const isContainer = (type: number): boolean =>
  type === EVENT_ID.DOCUMENT || type === EVENT_ID.SEQUENCE || type === EVENT_ID.MAPPING;

/** The places of the values of a text, from its events. */
class Places {
  /** For each event, the one behind its value. */
  readonly #next: Int32Array;
  /** The first event of each document. */
  readonly #documents: number[] = [];
  /** The children of containers that were asked for: the event of the key (of an item, of its value) and of the value. */
  readonly #children = new Map<number, Map<string, readonly [key: number, value: number]>>();
  readonly #lines: readonly number[];

  constructor(
    readonly file: string,
    readonly text: string,
    readonly events: Events,
  ) {
    this.#next = new Int32Array(events.length);
    this.#lines = lineStarts(text);
    const open: number[] = [];
    for (const [i, event] of events.entries()) {
      if (event.type === EVENT_ID.DOCUMENT) this.#documents.push(i);
      if (isContainer(event.type)) open.push(i);
      else if (event.type === EVENT_ID.POP) this.#next[open.pop()!] = i + 1;
      else this.#next[i] = i + 1;
    }
  }

  /** The offset at which a value begins; a quoted text begins at its quote. */
  #offset(i: number): number {
    const event = this.events[i]!;
    if (event.type === EVENT_ID.SCALAR) {
      const isQuoted = /["']/.test(this.text[event.valueStart - 1] ?? '') && event.style !== 1;
      return Math.max(0, isQuoted ? event.valueStart - 1 : event.valueStart);
    }
    if (event.type === EVENT_ID.ALIAS) return event.anchorStart;
    return event.type === EVENT_ID.MAPPING || event.type === EVENT_ID.SEQUENCE ? event.start : 0;
  }

  #below(container: number): ReadonlyMap<string, readonly [number, number]> {
    const known = this.#children.get(container);
    if (known) return known;
    const out = new Map<string, readonly [number, number]>();
    const isMap = this.events[container]!.type === EVENT_ID.MAPPING;
    const end = this.#next[container]! - 1;
    for (let i = container + 1, n = 0; i < end; n++) {
      const value = isMap ? this.#next[i]! : i;
      const event = this.events[i]!;
      const key = !isMap ? String(n) : event.type === EVENT_ID.SCALAR ? getScalarValue(this.text, event) : undefined;
      if (key !== undefined) out.set(key, [i, value]);
      i = this.#next[value]!;
    }
    this.#children.set(container, out);
    return out;
  }

  /** The place of a value of a document, or of its deepest existing parent. */
  of(document: number, path: readonly Step[]): Place {
    let at = this.#documents[document]! + 1;
    let offset = this.#offset(at);
    for (const step of path) {
      if (!isContainer(this.events[at]!.type)) break;
      const child = this.#below(at).get(String(step));
      if (!child) break;
      offset = this.#offset(child[0]);
      at = child[1];
    }
    return this.#placeAt(offset);
  }

  #placeAt(offset: number): Place {
    let [low, high] = [0, this.#lines.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#lines[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return { file: this.file, line: low + 1, column: offset - this.#lines[low]! + 1 };
  }
}

const eventsOf = (text: string): Events | undefined => {
  try {
    return parseEvents(text, {});
  } catch {
    return undefined;
  }
};

const json = (file: string, text: string): ReadSource | undefined => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  let places: Places | undefined;
  const placeOf = (path: readonly Step[]): Place => {
    if (!places) {
      const events = eventsOf(text);
      if (!events) return { file, line: 1, column: 1 };
      places = new Places(file, text, events);
    }
    return places.of(0, path);
  };
  return { documents: [{ file, index: 0, value, placeOf }], broken: [] };
};

/** The style of a text without quotes. */
const PLAIN = 1;

/**
 * What the reader with nodes reads in another way: aliases, whose values would be repeated as often as they are used, tags, keys that
 * merge maps, and numbers that are too large.
 */
const needsNodes = (text: string, event: Events[number]): boolean => {
  if (event.type === EVENT_ID.ALIAS) return true;
  if ('tagStart' in event && event.tagStart >= 0) return true;
  if (event.type !== EVENT_ID.SCALAR || event.style !== PLAIN) return false;
  const length = event.valueEnd - event.valueStart;
  if (length === 2) return text.startsWith('<<', event.valueStart);
  return length >= 5 && length < 40 && /^[-+]?[\d.]+e[-+]?\d{3,}$/i.test(text.slice(event.valueStart, event.valueEnd));
};

const yaml = (file: string, text: string): ReadSource | undefined => {
  const events = eventsOf(text);
  if (!events || events.some((e) => needsNodes(text, e))) return undefined;
  let values: unknown[];
  try {
    values = constructFromEvents(events, { source: text, schema: CORE_SCHEMA, json: true });
  } catch {
    return undefined;
  }
  let places: Places | undefined;
  const documents = values.flatMap((value, index): SourceDocument[] => {
    if (value === null || value === undefined) return [];
    const placeOf = (path: readonly Step[]): Place => {
      places ??= new Places(file, text, events);
      return places.of(index, path);
    };
    return [{ file, index, value, placeOf }];
  });
  return { documents, broken: [] };
};

/** The documents of JSON, or of large YAML without placeholders; undefined: it is neither, or it has errors, which the reader of small files finds. */
export const readFast = (file: string, text: string, large = LARGE): ReadSource | undefined => {
  const isJson = /^\s*[{[]/.test(text.slice(0, 1000));
  return (
    (isJson ? json(file, text) : undefined) ??
    (text.length >= large && !hasTemplate(text) ? yaml(file, text) : undefined)
  );
};
