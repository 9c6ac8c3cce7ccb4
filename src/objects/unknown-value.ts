// Placeholders that another program replaces before the manifests are applied: Flux (postBuild), envsubst, kustomize vars,
// Helm and Jinja, the vault plugin of Argo CD, vals (`ref+vault://path#/key`), an example's <YOUR_DOMAIN>, and values that SOPS
// encrypted.
//
// Decision: an unknown value stays the text that was written, and each later step recognizes it by this module. Removing the
// field instead would make it absent, and absent means something else: a route without hostnames serves all of them. A special
// object instead of the text would break each check that compares texts. So equal texts count as equal values, which is right
// within one set of files (a policy for `${APP}` targets the route `${APP}`), and a comparison of different texts decides
// nothing (`isUnknown`). A placeholder in a field that is not a text is removed by `typed`, which no check has to know.

/** `ENC[` has no end here: a text with many beginnings and no end must not take quadratic time. */
const TOKEN =
  /\$\{[^{}\n]*\}|\$\([A-Za-z_][\w.-]*\)|\$[A-Z][A-Z0-9_]+|\{\{[^{}\n]*\}\}|\[\[ ?[A-Za-z.$][\w.$-]* ?\]\]|__[A-Z][A-Z0-9_]*[A-Z0-9]__|\{[A-Z][A-Z0-9_]{3,}\}|\b(?:PLACEHOLDER_\w+|REPLACE_?ME|CHANGE_?ME)\b|ENC\[AES256_GCM,|\bref\+[a-z][a-z0-9]*:\/\/\S+/;
/** `<secret:path>`, `<YOUR_DOMAIN>`, `<your-domain>`, `<domain>`, but not a named group of a regular expression. */
const ANGLE = /(?<!\(\?P?)<(?:[a-z]+:(?!\/\/)[^<>\s]+|[A-Za-z][A-Za-z0-9]*(?:[-_. ][A-Za-z0-9]+)*)>/;
/** `{GATEWAY_NAME}`, `{gateway-name}`: only as a whole text, because `/users/{id}` is a path and `{"a": 1}` is JSON. */
const BRACES = /\{[A-Za-z][A-Za-z0-9]*(?:[-_.][A-Za-z0-9]+)*\}/;
const WHOLE = new RegExp(`^${BRACES.source}$`);
/** Tags: a text with one of these is HTML or XML. */
const HTML = /<[/!?]|\/>|<(?:a|b|br|body|center|div|h\d|head|hr|html|i|li|p|pre|span|table|ul)\b/i;

/** A name that kustomize replaces: it sets the name of a Namespace, too. */
const ANY_NAME = '_';

/** `$`, `+`, `<`, `[`, `_` and `{`. */
const MARKS = new Set([0x24, 0x2b, 0x3c, 0x5b, 0x5f, 0x7b]);
const [C, H, R, E] = [0x43, 0x48, 0x52, 0x45];

/** Whether a text may have a placeholder. Nearly no text may, and a loop is quicker than the expressions. */
const mayHave = (text: string): boolean => {
  let last = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    // CHANGEME, REPLACEME
    if (MARKS.has(code) || (code === H && last === C) || (code === E && last === R)) return true;
    last = code;
  }
  return false;
};

/** The first placeholder in a text; undefined: the text is known. */
export const placeholderIn = (text: string): string | undefined => {
  if (!mayHave(text)) return undefined;
  if (text === ANY_NAME || WHOLE.test(text)) return text;
  const found = TOKEN.exec(text)?.[0];
  if (found !== undefined || !text.includes('<') || HTML.test(text)) return found;
  return ANGLE.exec(text)?.[0];
};

/** All placeholders in a text, as objects may have them. */
export const placeholdersIn = (text: string): string[] =>
  [TOKEN, ANGLE, BRACES].flatMap((form) => [...text.matchAll(new RegExp(form, 'g'))].map((m) => m[0]));

/** Whether a value, or a part of it, is known only after a placeholder was replaced. */
export const isUnknown = (value: unknown): boolean => typeof value === 'string' && placeholderIn(value) !== undefined;

/** Whether a value, or one of the values or keys in it, is unknown. */
export const containsUnknown = (value: unknown): boolean => {
  if (typeof value === 'string') return isUnknown(value);
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some(containsUnknown);
  return Object.entries(value).some(([key, v]) => isUnknown(key) || containsUnknown(v));
};

/** `${NAME:=default}`, `${NAME:-default}`, `${NAME=default}`, as Flux and envsubst write it. */
const WITH_DEFAULT = /\$\{([A-Za-z_]\w*)(?:=|:=|:-)([^${}\n]*)\}/g;
const VARIABLE = /(?<!\$)\$\{([A-Za-z_]\w*)(?:(?:=|:=|:-)([^${}\n]*))?\}/g;
const QUOTED = /^(["'])(.*)\1$/s;

/** A text in which each placeholder with a default is that default; the others stay. */
export const withDefaultsOf = (text: string): string =>
  text.includes('${')
    ? text.replace(WITH_DEFAULT, (_, _name: string, value: string) => QUOTED.exec(value)?.[2] ?? value)
    : text;

/** Whether the text as a whole is one placeholder whose default is in quotes, which keeps it a text. */
export const isQuotedDefault = (text: string): boolean => {
  const [first] = text.matchAll(WITH_DEFAULT);
  return first?.[0] === text && QUOTED.test(first[2]!);
};

/** The values of variables, by name. */
export type Variables = ReadonlyMap<string, string>;

/** A text with the values of variables, as Flux writes them. An empty value counts as none where there is a default. */
export const withVariables = (text: string, variables: Variables): string =>
  variables.size === 0
    ? text
    : text.replace(VARIABLE, (found, name: string, instead: string | undefined) => {
        const value = variables.get(name);
        return value === undefined || (value === '' && instead !== undefined) ? found : value;
      });
