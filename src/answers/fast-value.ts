// Reads large answers files without a tree of nodes, in a tenth of the time. What it does not accept for certain, compose.ts reads,
// so every refusal, and the place of every value, is that of compose.ts.
import { CORE_SCHEMA, constructFromEvents, EVENT_ID, parseEvents } from 'js-yaml';
import { FORBIDDEN_KEYS } from './plain-value.ts';
import { secretIn } from './rules/secret-shapes.ts';
import { isTree, type Tree } from './yaml-layout.ts';

/** Characters of a file that has no more lexemes than compose.ts accepts. */
const MOST = 2_000_000;
/** Levels that compose.ts accepts too. */
const MOST_LEVELS = 30;
/** Tabs and carriage returns, directives, and marks of documents. */
const UNUSUAL = /[\t\r\u0085\u2028\u2029]|^(?:%|---|\.\.\.)/m;
/** Keys that are text in every version of YAML, without quotes; a key in one line may have up to 1,024 characters. */
const PLAIN_KEY = /^[A-Za-z/_][\w./-]{0,999}$/;
const WORDS: ReadonlySet<string> = new Set(['null', 'true', 'false']);
/** Numbers that the two readers convert in different ways. */
const LARGE_NUMBER = /^[-+]?[\d.]+e[-+]?\d{3,}$/i;

type Event = ReturnType<typeof parseEvents>[number];
type ScalarEvent = Extract<Event, { type: typeof EVENT_ID.SCALAR }>;

/** The style of a text without quotes. */
const PLAIN = 1;

const isKey = (text: string, event: Event): boolean => {
  if (event.type !== EVENT_ID.SCALAR || event.style !== PLAIN) return false;
  const key = text.slice(event.valueStart, event.valueEnd);
  return (
    text[event.valueEnd] === ':' && PLAIN_KEY.test(key) && !WORDS.has(key.toLowerCase()) && !FORBIDDEN_KEYS.has(key)
  );
};

const isLargeNumber = (text: string, { style, valueStart, valueEnd }: ScalarEvent): boolean =>
  style === PLAIN && valueEnd - valueStart < 40 && LARGE_NUMBER.test(text.slice(valueStart, valueEnd));

/** Whether events are one document of maps, lists and scalars with plain keys: no anchors, aliases, tags or merged keys. */
const isSimple = (text: string, events: readonly Event[]): boolean => {
  /** For each open map, whether its next event is a key; for the document and lists, never. */
  const open: { readonly isMap: boolean; atKey: boolean }[] = [];
  let documents = 0;
  for (const event of events) {
    if (event.type === EVENT_ID.ALIAS) return false;
    if (('anchorStart' in event && event.anchorStart >= 0) || ('tagStart' in event && event.tagStart >= 0))
      return false;
    const parent = open.at(-1);
    if (event.type === EVENT_ID.POP) {
      open.pop();
      continue;
    }
    if (parent?.atKey && !isKey(text, event)) return false;
    if (parent?.isMap) parent.atKey = !parent.atKey;
    if (event.type === EVENT_ID.SCALAR) {
      if (isLargeNumber(text, event)) return false;
      continue;
    }
    if (event.type === EVENT_ID.DOCUMENT && ++documents > 1) return false;
    if (open.length > MOST_LEVELS) return false;
    const isMap = event.type === EVENT_ID.MAPPING;
    open.push({ isMap, atKey: isMap });
  }
  return true;
};

/** Whether anything that may be a comment contains a credential. */
const hasSecretComment = (text: string): boolean =>
  [...text.matchAll(/#[^\n]*/g)].some(([comment]) => secretIn(comment) !== undefined);

/** The answers in a text of simple YAML; undefined: compose.ts must read it. */
export const fastValue = (text: string): Tree | undefined => {
  if (text.length > MOST || UNUSUAL.test(text) || hasSecretComment(text)) return undefined;
  try {
    const events = parseEvents(text, { maxDepth: 2 * MOST_LEVELS });
    if (!isSimple(text, events)) return undefined;
    const [value] = constructFromEvents(events, { source: text, schema: CORE_SCHEMA });
    return isTree(value) ? value : undefined;
  } catch {
    return undefined;
  }
};
