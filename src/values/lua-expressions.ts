// Expressions of Lua 5.1, as gopher-lua parses them (parse/parser.go.y).
import type { LuaToken } from './lua-tokens.ts';

/** What an expression is: only a call is a statement, and only a variable can be assigned. */
export type LuaShape = 'call' | 'variable' | 'other';

const BINARY = new Set(['or', 'and', '<', '>', '<=', '>=', '~=', '==', '..', '+', '-', '*', '/', '%', '^']);
const UNARY = new Set(['not', '#', '-']);
const VALUES = new Set(['nil', 'true', 'false', 'number', 'string']);
/** A script that is nested more deeply is not read further. */
const DEEPEST = 150;

/** A word that cannot follow. */
export class Unexpected extends Error {
  constructor(readonly token: LuaToken) {
    super();
  }
}
export class TooDeep extends Error {}

/** Reads expressions; functions in them contain statements. */
export abstract class LuaExpressions {
  private at = 0;
  private depth = 0;
  /** Loops around the statement, and whether the function has `...`. */
  protected scope = { loops: 0, varargs: true };

  constructor(private readonly tokens: readonly LuaToken[]) {}

  protected abstract block(): void;

  protected get token(): LuaToken {
    return this.tokens[this.at]!;
  }

  protected is(kind: string): boolean {
    return this.token.kind === kind;
  }

  protected take(kind: string): boolean {
    if (!this.is(kind)) return false;
    this.at++;
    return true;
  }

  protected expect(kind: string): void {
    if (!this.take(kind)) throw new Unexpected(this.token);
  }

  protected deeper(read: () => void): void {
    if (++this.depth > DEEPEST) throw new TooDeep();
    read();
    this.depth--;
  }

  protected expressions(): void {
    do this.expression();
    while (this.take(','));
  }

  protected expression(): LuaShape {
    let shape: LuaShape = 'other';
    this.deeper(() => {
      shape = this.operand();
      while (BINARY.has(this.token.kind)) {
        this.at++;
        this.operand();
        shape = 'other';
      }
    });
    return shape;
  }

  private operand(): LuaShape {
    const start = this.at;
    while (UNARY.has(this.token.kind)) this.at++;
    const { token } = this;
    if (VALUES.has(token.kind)) this.at++;
    else if (this.take('...')) {
      if (!this.scope.varargs) throw new Unexpected(token);
    } else if (this.take('function')) this.body();
    else if (this.is('{')) this.table();
    else {
      const shape = this.prefixed();
      return this.at > start && token === this.tokens[start] ? shape : 'other';
    }
    return 'other';
  }

  /** A variable, a call, or an expression in parentheses, with what follows it. */
  protected prefixed(): LuaShape {
    let shape: LuaShape = 'variable';
    if (this.take('(')) {
      shape = this.expression() === 'call' ? 'call' : 'other';
      this.expect(')');
    } else this.expect('name');
    for (;;) {
      if (this.take('.')) {
        this.expect('name');
        shape = 'variable';
      } else if (this.take('[')) {
        this.expression();
        this.expect(']');
        shape = 'variable';
      } else if (this.take(':')) {
        this.expect('name');
        if (!this.args()) throw new Unexpected(this.token);
        shape = 'call';
      } else if (this.args()) shape = 'call';
      else return shape;
    }
  }

  private args(): boolean {
    if (this.take('string')) return true;
    if (this.is('{')) {
      this.table();
      return true;
    }
    if (!this.take('(')) return false;
    if (!this.is(')')) this.expressions();
    this.expect(')');
    return true;
  }

  private table(): void {
    this.expect('{');
    while (!this.take('}')) {
      if (this.take('[')) {
        this.expression();
        this.expect(']');
        this.expect('=');
      } else if (this.is('name') && this.tokens[this.at + 1]?.kind === '=') this.at += 2;
      this.expression();
      // Several separators in a row are allowed after a field.
      if (!this.is(',') && !this.is(';') && !this.is('}')) throw new Unexpected(this.token);
      while (this.take(',') || this.take(';'));
    }
  }

  protected body(): void {
    this.expect('(');
    let varargs = false;
    if (!this.take(')')) {
      do {
        varargs = this.take('...');
        if (!varargs) this.expect('name');
      } while (!varargs && this.take(','));
      this.expect(')');
    }
    const outer = this.scope;
    this.scope = { loops: 0, varargs };
    this.block();
    this.scope = outer;
    this.expect('end');
  }
}
