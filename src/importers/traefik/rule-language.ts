// The rules of Traefik: matchers with texts, joined by && and ||, negated by !, in parentheses. Of both versions of the syntax.

/** A matcher with its values. */
export interface Matcher {
  readonly name: string;
  readonly values: readonly string[];
  readonly not: boolean;
}

type Rule =
  | { readonly is: 'matcher'; readonly matcher: Matcher }
  | { readonly is: 'and' | 'or'; readonly rules: readonly Rule[] };

const TOKEN = /\s*(?:(&&|\|\||[!(),])|`([^`]*)`|"((?:[^"\\]|\\.)*)"|([A-Za-z]+))/y;

type Token = { readonly sign?: string; readonly text?: string; readonly word?: string };

/** The tokens of a rule; undefined: it has a character that no token contains. */
const tokensOf = (rule: string): Token[] | undefined => {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < rule.trimEnd().length) {
    const m = TOKEN.exec(rule);
    if (!m) return undefined;
    const text = m[2] ?? m[3]?.replace(/\\(.)/g, '$1');
    tokens.push({ ...(m[1] && { sign: m[1] }), ...(text !== undefined && { text }), ...(m[4] && { word: m[4] }) });
  }
  return tokens;
};

/** Deeper rules are refused, so that a hostile one cannot exhaust the stack. */
const DEEPEST = 64;

class Parser {
  private at = 0;
  private depth = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  private take(sign: string): boolean {
    if (this.tokens[this.at]?.sign !== sign) return false;
    this.at += 1;
    return true;
  }

  private matcher(not: boolean): Rule | undefined {
    const name = this.tokens[this.at++]?.word;
    if (name === undefined || !this.take('(')) return undefined;
    const values: string[] = [];
    while (!this.take(')')) {
      const text = this.tokens[this.at++]?.text;
      if (text === undefined) return undefined;
      values.push(text);
      if (!this.take(',') && this.tokens[this.at]?.sign !== ')') return undefined;
    }
    return { is: 'matcher', matcher: { name, values, not } };
  }

  private one(not: boolean): Rule | undefined {
    if (this.take('!')) return this.one(!not);
    if (!this.take('(')) return this.matcher(not);
    if (++this.depth > DEEPEST) return undefined;
    const rule = this.either(not);
    this.depth -= 1;
    return this.take(')') ? rule : undefined;
  }

  private list(sign: string, not: boolean, next: () => Rule | undefined): Rule | undefined {
    const rules: Rule[] = [];
    do {
      const rule = next();
      if (!rule) return undefined;
      rules.push(rule);
    } while (this.take(sign));
    // A negation changes "and" to "or" (De Morgan).
    return rules.length === 1 ? rules[0] : { is: (sign === '&&') === not ? 'or' : 'and', rules };
  }

  private either(not: boolean): Rule | undefined {
    return this.list('||', not, () => this.list('&&', not, () => this.one(not)));
  }

  whole(): Rule | undefined {
    const rule = this.either(false);
    return this.at === this.tokens.length ? rule : undefined;
  }
}

/** More alternatives are not read. */
const MOST = 256;

/** All combinations of which each must hold completely. */
const alternatives = (rule: Rule): Matcher[][] | undefined => {
  if (rule.is === 'matcher') return [[rule.matcher]];
  let all: Matcher[][] = rule.is === 'or' ? [] : [[]];
  for (const part of rule.rules) {
    const of = alternatives(part);
    if (!of) return undefined;
    all = rule.is === 'or' ? [...all, ...of] : all.flatMap((a) => of.map((b) => [...a, ...b]));
    if (all.length > MOST) return undefined;
  }
  return all;
};

/** A rule as alternatives, each a list of matchers that must all hold; undefined: it is no rule, or has too many. */
export const alternativesOf = (text: string): readonly (readonly Matcher[])[] | undefined => {
  const tokens = tokensOf(text);
  const rule = tokens && new Parser(tokens).whole();
  return rule && alternatives(rule);
};
