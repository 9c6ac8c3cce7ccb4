// What a service in an almost valid form probably was meant to be: a line that was typed, or pasted from elsewhere.
import { meantBackend } from '../diagnostics/meant-backend.ts';
import { checkValue } from './check-value.ts';

/** A longer text is not one service. */
const LONGEST = 300;
const URL_START = /^https?:\/\/[^/\s]+(?=\/)/;
const EXTERNAL = /^https:\/\/\S+$/;
/** Between name, path and backend. A URL contains "=" only behind its path. */
const BETWEEN = /\s*(?:->|=>|=)\s*|\s+/;

/** The value of a key in a map of YAML or JSON. */
const keyed = (text: string, key: string): string | undefined =>
  new RegExp(`(?:^|[{,\\s])["']?${key}["']?\\s*:\\s*["']?([^"',}\\s]+)`).exec(text)?.[1];

const partsOf = (
  text: string,
): { name?: string | undefined; path?: string | undefined; backend?: string | undefined } => {
  const [path, backend] = [keyed(text, 'path'), keyed(text, 'backend')];
  const name = keyed(text, 'name');
  if ((name ?? path ?? backend) !== undefined) return { name, path, backend };
  const words = text
    .replace(/^[-*]\s+/, '')
    .replace(/\s+#.*$/, '')
    .replace(/^['"]|['",;]+$/g, '')
    .replace(URL_START, '')
    .replaceAll(/\s*:\s*(?=\d)/g, ':')
    .split(BETWEEN)
    .map((w) => w.replaceAll(/["']|:$/g, ''))
    .filter((w) => w !== '');
  // `users 8080` at the end.
  if (/^\d+$/.test(words.at(-1) ?? '') && words.length > 1) words.push(words.splice(-2).join(':'));
  const isBackend = (w: string): boolean => EXTERNAL.test(w) || /:\d+(?:\/\w+)?$/.test(w);
  const found = words.findLast(isBackend);
  const others = words.filter((w) => w !== found);
  const own = others.find((w) => w.startsWith('/')) ?? others.find((w) => w.includes('/')) ?? others[0];
  const named = others.find((w) => w !== own);
  // `users /users 8080` became `/users:8080`.
  if (found?.startsWith('/')) return { path: found.replace(/:\d+$/, ''), backend: `${own}${/:\d+$/.exec(found)}` };
  return { name: named, path: own, backend: found };
};

/** `[name=]/path=backend` that is valid; `isPortKnown`: the text contains the port. */
export interface MeantService {
  readonly text: string;
  readonly isPortKnown: boolean;
}

/** The service that a text probably means; undefined: none can be recognized. */
export const meantService = (text: string): MeantService | undefined => {
  if (text.length > LONGEST) return undefined;
  const { name, path: given, backend: to } = partsOf(text.trim());
  const service = /^(?:[^/]+\/)?([^.:/]+)/.exec(to ?? '')?.[1];
  const bare = (given ?? (EXTERNAL.test(to ?? '') ? undefined : service))?.replace(/\/\*+$/, '');
  if (bare === undefined) return undefined;
  const path = bare.startsWith('/') ? bare : `/${bare}`;
  const last = path.split('/').findLast((w) => w !== '') ?? '';
  const backend = to ?? `${last}:8080`;
  const meant = checkValue(['services', 0, 'backend'], backend) === undefined ? backend : meantBackend(backend);
  if (meant === undefined) return undefined;
  if (checkValue(['services', 0, 'path'], path) !== undefined) return undefined;
  if (checkValue(['services', 0, 'backend'], meant) !== undefined) return undefined;
  const isNamed = name !== undefined && name !== last && checkValue(['services', 0, 'name'], name) === undefined;
  return { text: `${isNamed ? `${name}=` : ''}${path}=${meant}`, isPortKnown: to !== undefined };
};
