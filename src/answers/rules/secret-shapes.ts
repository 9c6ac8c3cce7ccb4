const AUTHORIZATION = 'the value of an Authorization header';

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
  [/\b(?:bearer|basic)\s+(?=\S*[\d=])[\w.~+/-]{12,}=*/i, AUTHORIZATION],
];

/** The kind of credential in a text, recognized by its shape; undefined: none. */
export const secretIn = (text: string): string | undefined => {
  // All shapes are longer, and nearly all answers are shorter, so most are skipped.
  if (text.length < 6) return undefined;
  return SHAPES.find(([shape]) => shape.test(text))?.[1] ?? (hasPassword(text) ? AUTHORIZATION : undefined);
};

/** Whether a text contains user and password in the form of Basic authentication. */
const hasPassword = (text: string): boolean =>
  [...text.matchAll(/\bbasic\s+([A-Za-z0-9+/]{4,}={0,2})/gi)].some(([, code = '']) =>
    /^[ -~]*:[ -~]*$/.test(Buffer.from(code, 'base64').toString('latin1')),
  );

/** Headers whose value is a credential, by the end of their names. */
const CREDENTIAL_HEADER =
  /(?:^|-)(?:authorization|cookie|api-?key|subscription-key|functions-key|(?:access|auth|bearer|id|private|refresh|secret|security|session)-?token|auth-key|password|passwd|passphrase|secret|credentials?|pwd)$/i;
/** The header in which servers request a credential; it names a scheme and contains no secret. */
const CHALLENGE = /^(?:www-authenticate|proxy-authenticate|authentication-info|set-cookie)$/i;
const SCHEME_AND_VALUE =
  /(?:^|[\s,;:"'])bearer\s+\S|^\s*(?:basic|digest|negotiate|ntlm|hawk|dpop|token|api-?key)\s+\S+\s*$/i;

/**
 * The kind of credential in a header value that is the same in every request; undefined: none. `literal`: the value without the
 * parts that are copied from the request.
 */
export const credentialInHeader = (name: string, literal: string): string | undefined => {
  if (literal.trim() === '' || CHALLENGE.test(name)) return undefined;
  // A scheme in front of a copied value is not a credential.
  if (/^\s*[A-Za-z-]+\s*$/.test(literal) && /^\s*(?:basic|bearer|token)\s*$/i.test(literal)) return undefined;
  if (CREDENTIAL_HEADER.test(name)) return `the value of ${/cookie$/i.test(name) ? 'a cookie' : 'a credential header'}`;
  return SCHEME_AND_VALUE.test(literal) ? AUTHORIZATION : undefined;
};

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether a text looks random, unlike a name that a person would type. */
export const looksRandom = (s: string): boolean => {
  if (s.length < 20 || /\s|^https?:|%/.test(s)) return false;
  if (UUID.test(s)) return true;
  if (/^[0-9a-f]{32,}$/i.test(s)) return /\d/.test(s) && /[a-f]/i.test(s);
  return /[a-z]/.test(s) && /[A-Z]/.test(s) && /\d/.test(s) && new Set(s).size > 12;
};
