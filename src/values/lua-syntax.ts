// The syntax of Lua 5.1 with goto, as gopher-lua parses it (parse/parser.go.y). Labels are not compared.
import { LuaExpressions, TooDeep, Unexpected } from './lua-expressions.ts';
import { luaTokens } from './lua-tokens.ts';

/** Where a script is not Lua: the word that cannot follow. */
export interface LuaFault {
  readonly line: number;
  readonly near: string;
}

/** Words after a block. */
const ENDS = new Set(['end', 'else', 'elseif', 'until', 'end of script']);
/** A longer script is not read. */
const LONGEST = 200_000;

class Parser extends LuaExpressions {
  script(): void {
    this.block();
    if (!this.is('end of script')) throw new Unexpected(this.token);
  }

  protected block(): void {
    this.deeper(() => {
      while (!ENDS.has(this.token.kind)) {
        if (this.take(';')) continue;
        if (this.is('return') || this.is('break')) {
          this.last();
          return;
        }
        this.statement();
      }
    });
  }

  private last(): void {
    const { token } = this;
    if (this.take('break')) {
      if (this.scope.loops === 0) throw new Unexpected(token);
    } else {
      this.expect('return');
      if (!ENDS.has(this.token.kind) && !this.is(';')) this.expressions();
    }
    this.take(';');
  }

  private loop(): void {
    this.scope.loops++;
    this.block();
    this.scope.loops--;
  }

  private statement(): void {
    if (this.take('do')) this.block();
    else if (this.take('while')) {
      this.expression();
      this.expect('do');
      this.loop();
    } else if (this.take('repeat')) {
      this.loop();
      this.expect('until');
      this.expression();
      return;
    } else if (this.take('if')) this.condition();
    else if (this.take('for')) this.counting();
    else if (this.take('function')) {
      this.expect('name');
      while (this.take('.')) this.expect('name');
      if (this.take(':')) this.expect('name');
      this.body();
      return;
    } else {
      this.short();
      return;
    }
    this.expect('end');
  }

  private condition(): void {
    do {
      this.expression();
      this.expect('then');
      this.block();
    } while (this.take('elseif'));
    if (this.take('else')) this.block();
  }

  private counting(): void {
    this.expect('name');
    if (this.take('=')) {
      this.expression();
      this.expect(',');
      this.expression();
      if (this.take(',')) this.expression();
    } else {
      while (this.take(',')) this.expect('name');
      this.expect('in');
      this.expressions();
    }
    this.expect('do');
    this.loop();
  }

  /** Statements without a block of their own. */
  private short(): void {
    if (this.take('local')) this.local();
    else if (this.take('::')) {
      this.expect('name');
      this.expect('::');
    } else if (this.take('goto')) this.expect('name');
    else this.callOrAssignment();
  }

  private local(): void {
    if (this.take('function')) {
      this.expect('name');
      this.body();
      return;
    }
    do this.expect('name');
    while (this.take(','));
    if (this.take('=')) this.expressions();
  }

  private callOrAssignment(): void {
    const first = this.prefixed();
    if (first === 'call' && !this.is(',') && !this.is('=')) return;
    if (first !== 'variable') throw new Unexpected(this.token);
    while (this.take(',')) if (this.prefixed() !== 'variable') throw new Unexpected(this.token);
    this.expect('=');
    this.expressions();
  }
}

/** Where gopher-lua refuses a script; undefined: it parses, or it is too long or too deep to be read here. */
export const luaFault = (script: string): LuaFault | undefined => {
  if (script.length > LONGEST) return undefined;
  try {
    new Parser(luaTokens(script)).script();
    return undefined;
  } catch (error) {
    if (error instanceof Unexpected) return { line: error.token.line, near: error.token.text };
    if (error instanceof TooDeep) return undefined;
    throw error;
  }
};
