import { type Refusal, refusal } from '../../diagnostics/refusal.ts';
import { literalPart } from '../../values/header-value.ts';
import type { Placed } from '../issues.ts';
import { credentialInHeader, looksRandom, secretIn } from './secret-shapes.ts';

/** Keys with names that suggest a secret value. */
const SOUNDS_SECRET = /(secret|passw|token|api[-_]?key|private|credential|authorization)/i;
/** Keys of the answers that match the pattern although their value is the name of an object or is public. */
const NAMES_OBJECT = /^(secret|imagePullSecrets|clientSecret|\w+Endpoint|apiKey|key|value)$/;
/** A name of words, without digits. */
const STORE_NAME = /^[a-z]{2,16}(?:-[a-z]{2,16}){0,3}$/;
/** Maps with keys that users choose: claims, headers and annotations may be called token_use or X-Token. */
const OWN_WORDS = new Set([
  'claims',
  'headers',
  'set',
  'add',
  'annotations',
  'labels',
  'podAnnotations',
  'podLabels',
  'nodeSelector',
]);

const looksLike = (kind: string): Refusal => refusal('SecretInAnswers', { kind, inComment: false });

/** The header whose value is at a path; `canary: { header: "name: value" }` has both in one text. */
const headerAt = (text: string, path: readonly PropertyKey[]): readonly [name: string, value: string] | undefined => {
  const [parent, last] = [path.at(-2), path.at(-1)];
  if (['set', 'add', 'headers'].includes(String(parent)) && typeof last === 'string') return [last, text];
  const inOne = last === 'header' && parent === 'canary' ? /^\s*([^:\s]+):(.*)$/s.exec(text) : null;
  return inOne ? [inOne[1]!, inOne[2]!] : undefined;
};

const validate = (text: string, path: readonly PropertyKey[]): Refusal | undefined => {
  const header = headerAt(text, path);
  const shape = (header && credentialInHeader(header[0], literalPart(header[1]))) ?? secretIn(text);
  if (shape !== undefined) return looksLike(shape);
  const key = String(path.findLast((p) => typeof p === 'string') ?? '');
  const named = NAMES_OBJECT.test(key);
  if (!named && !SOUNDS_SECRET.test(key)) return undefined;
  // `secrets: vault` at the top names a store, in a wrong form: the message about that repeats it.
  if (path.length === 1 && key === 'secrets' && STORE_NAME.test(text)) return undefined;
  const own = path.some((p) => OWN_WORDS.has(String(p)));
  return looksRandom(text) || (!named && !own) ? looksLike('a secret value') : undefined;
};

/** Whether a path is that of an entry of a list `env`. */
const isVariable = (path: readonly PropertyKey[]): boolean => path.at(-2) === 'env' && typeof path.at(-1) === 'number';

/** Finds texts that look like a credential, in keys and values of any input. No message repeats the value or such a key. */
export const secretProblems = (input: unknown): Placed[] => {
  const out: Placed[] = [];
  const path: PropertyKey[] = [];
  const below = (step: PropertyKey, v: unknown): void => {
    path.push(step);
    walk(v);
    path.pop();
  };
  const walk = (v: unknown): void => {
    if (typeof v === 'string') {
      const found = validate(v, path);
      if (found) out.push({ path: [...path], refusal: found });
    } else if (Array.isArray(v)) for (const [i, x] of v.entries()) below(i, x);
    else if (typeof v === 'object' && v !== null) {
      const { name, value } = v as { name?: unknown; value?: unknown };
      const kind =
        path.at(-1) === 'header' && typeof name === 'string' && typeof value === 'string'
          ? credentialInHeader(name, value)
          : undefined;
      if (kind !== undefined) out.push({ path: [...path, 'value'], refusal: looksLike(kind) });
      // An environment variable of a container, in a patch or in Helm values.
      else if (isVariable(path) && typeof name === 'string' && typeof value === 'string' && SOUNDS_SECRET.test(name))
        out.push({ path: [...path, 'value'], refusal: looksLike('a secret value') });
      for (const [k, x] of Object.entries(v)) {
        const kind = secretIn(k);
        if (kind === undefined) below(k, x);
        else out.push({ path: [...path, k], refusal: looksLike(kind), onKey: true });
      }
    }
  };
  walk(input);
  return out;
};

/** Whether a path is that of a secret or below one: messages about other problems there would repeat the value. */
export const coversSecret = (secrets: readonly Placed[]): ((path: readonly PropertyKey[]) => boolean) => {
  const id = (path: readonly PropertyKey[]): string => JSON.stringify(path);
  const places = new Set(secrets.map((s) => id(s.path)));
  return (path) => places.size > 0 && path.some((_, i) => places.has(id(path.slice(0, i + 1))));
};
