import type { Placed } from '../issues.ts';

/** Shapes that only credentials have. */
const SHAPES: readonly (readonly [RegExp, string])[] = [
  [/eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*/, 'a JSON Web Token'],
  [/-----BEGIN [A-Z ]*(PRIVATE KEY|CERTIFICATE)/, 'a PEM block'],
  [/\b(AKIA|ASIA)[A-Z0-9]{16}\b/, 'an AWS key'],
  [/\bgh[pousr]_[A-Za-z0-9]{20,}/, 'a GitHub token'],
  [/\bxox[abprs]-[A-Za-z0-9-]{10,}/, 'a Slack token'],
  [/\b[rs]k_(live|test)_[A-Za-z0-9]{10,}/, 'a Stripe key'],
  [/\bAIza[A-Za-z0-9_-]{30,}/, 'a Google key'],
  [/^[a-z][a-z0-9+.-]*:\/\/[^/\s:@]*:[^/\s@]+@/i, 'a URL with a password'],
  [/\$apr1\$|\{SHA\}|^\$2[aby]\$/, 'a password hash'],
];
/** Keys whose value is a name of an object or a public thing, however secret the key sounds. */
const NAMED_SECRET = /(secret|password|token|apikey|api_key|private|credential)/i;
const PUBLIC_KEY = /^(secret|clientSecret|tokenEndpoint|key|jwks|apiKey)$/;

const randomLooking = (s: string): boolean => {
  if (s.length < 24 || /[\s]/.test(s) || /^https?:/.test(s)) return false;
  const kinds = [/[a-z]/, /[A-Z]/, /\d/].filter((k) => k.test(s)).length;
  return kinds === 3 && new Set(s).size > 12;
};

const refusal = (what: string): Placed['refusal'] => ({
  code: 'SecretInAnswers',
  what: `This looks like ${what}.`,
  why: 'An answers file is checked into repositories; it never holds a secret.',
  fix: 'Put the value into a Secret and write its name. If the file was shared already, revoke the value.',
});

/** Whatever looks like a credential, anywhere in the answers. The value is never repeated. */
export const secretProblems = (input: unknown): Placed[] => {
  const out: Placed[] = [];
  const walk = (v: unknown, path: PropertyKey[]): void => {
    if (typeof v === 'string') {
      const shape = SHAPES.find(([re]) => re.test(v));
      const key = String(path.at(-1) ?? '');
      if (shape) out.push({ path, refusal: refusal(shape[1]) });
      else if (randomLooking(v) && (NAMED_SECRET.test(key) || /^(value|key)$/.test(key)))
        out.push({ path, refusal: refusal('a secret value') });
      else if (NAMED_SECRET.test(key) && !PUBLIC_KEY.test(key) && !key.startsWith('x-'))
        out.push({ path, refusal: refusal('a secret value') });
    } else if (Array.isArray(v)) for (const [i, x] of v.entries()) walk(x, [...path, i]);
    else if (typeof v === 'object' && v !== null) for (const [k, x] of Object.entries(v)) walk(x, [...path, k]);
  };
  walk(input, []);
  return out;
};
