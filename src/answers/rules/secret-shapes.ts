/** Shapes that only credentials have. */
const SHAPES: readonly (readonly [RegExp, string])[] = [
  [/eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*/, 'a JSON Web Token'],
  [/-----BEGIN [A-Z ]*(PRIVATE KEY|CERTIFICATE)/, 'a PEM block'],
  [/\b(AKIA|ASIA)[A-Z0-9]{16}\b/, 'an AWS key'],
  [/\bgh[pousr]_[A-Za-z0-9]{20,}|\bgithub_pat_[A-Za-z0-9_]{20,}/, 'a GitHub token'],
  [/\bglpat-[A-Za-z0-9_-]{20,}/, 'a GitLab token'],
  [/\bxox[abeprs]-[A-Za-z0-9-]{10,}/, 'a Slack token'],
  [/\b[rs]k_(live|test)_[A-Za-z0-9]{10,}/, 'a Stripe key'],
  [/\bAIza[A-Za-z0-9_-]{30,}|\bGOCSPX-[A-Za-z0-9_-]{20,}/, 'a Google key'],
  [/\b[a-z][a-z0-9+.-]*:\/\/[^/\s:@"'<>]*:[^/\s@"'<>]+@/i, 'a URL with a password'],
  [/\$apr1\$|\{SHA\}|\$2[aby]\$\d\d\$/, 'a password hash'],
  [/\b(?:[Bb]earer|[Bb]asic)\s+(?=\S*[\d=])[\w.~+/-]{12,}=*/, 'the value of an Authorization header'],
];

/** What kind of credential a text holds, by its shape alone; undefined: none that is known. */
export const secretIn = (text: string): string | undefined => {
  // No shape is shorter, and nearly every answer is.
  if (text.length < 6) return undefined;
  return SHAPES.find(([shape]) => shape.test(text))?.[1];
};

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether a text looks drawn at random: what a person would not type as a name. */
export const looksRandom = (s: string): boolean => {
  if (s.length < 20 || /\s|^https?:|%/.test(s)) return false;
  if (UUID.test(s)) return true;
  if (/^[0-9a-f]{32,}$/i.test(s)) return /\d/.test(s) && /[a-f]/i.test(s);
  return /[a-z]/.test(s) && /[A-Z]/.test(s) && /\d/.test(s) && new Set(s).size > 12;
};
