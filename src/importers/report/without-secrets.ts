// Source values as messages show them. Secrets are never repeated, also not those in URLs.
import { looksRandom, secretIn } from '../../answers/rules/secret-shapes.ts';

const SOUNDS_SECRET =
  /secret|passw|token|(?:^|[-_.])(?:api[-_]?)?key(?:$|[-_.])|private|credential|authorization|cookie|salt|pwd/i;

/** Without the user of a URL and the values of its query. */
export const withoutSecrets = (text: string): string =>
  text.replace(/\/\/[^/@\s]+@/g, '//...@').replace(/([?&][^\s=&?"'`]+)=[^\s&"'`)]+/g, '$1=...');

/** The value of a key; of one that could be a secret, only that it is there. */
export const shownValueOf = (key: string, text: string): string =>
  SOUNDS_SECRET.test(key) || secretIn(text) !== undefined || looksRandom(text) ? '...' : withoutSecrets(text);
