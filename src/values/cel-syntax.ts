// The syntax of CEL, as cel-go parses it without options (parser/gen/CEL.g4, parser/macro.go). Names and types are not checked: Envoy
// Gateway does not check them either.
import { celTokens, type Token } from './cel-tokens.ts';

/** What an expression is, as far as macros distinguish it. */
type Shape = 'name' | 'select' | 'other';

const RESERVED = new Set(
  'as break const continue else for function if import let loop package namespace return var void while'.split(' '),
);
const RELATIONS = new Set(['<', '<=', '>=', '>', '==', '!=', 'in']);
const SUMS = new Set(['+', '-']);
const PRODUCTS = new Set(['*', '/', '%']);
/** The number of arguments with which a name is a macro over the elements of a list. */
const LOOPS: Readonly<Record<string, readonly number[]>> = {
  all: [2],
  exists: [2],
  exists_one: [2],
  existsOne: [2],
  filter: [2],
  map: [2, 3],
};
/** cel-go refuses deeper expressions. */
const DEEPEST = 250;

/** After the last word. */
const END: Token = { kind: 'end', text: '' };

class SyntaxFault extends Error {}

class Parser {
  private at = 0;
  private depth = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  private get kind(): string {
    return (this.tokens[this.at] ?? END).kind;
  }

  private take(kind: string): boolean {
    if (this.kind !== kind) return false;
    this.at++;
    return true;
  }

  private expect(kind: string): void {
    if (!this.take(kind)) throw new SyntaxFault();
  }

  whole(): void {
    this.expression();
    this.expect('end');
  }

  private expression(): Shape {
    if (++this.depth > DEEPEST) throw new SyntaxFault();
    let shape = this.chain(0);
    if (this.take('?')) {
      this.chain(0);
      this.expect(':');
      this.expression();
      shape = 'other';
    }
    this.depth--;
    return shape;
  }

  /** Operators of two operands, from the weakest. */
  private chain(level: number): Shape {
    const operators = [new Set(['||']), new Set(['&&']), RELATIONS, SUMS, PRODUCTS][level];
    if (!operators) return this.unary();
    let shape = this.chain(level + 1);
    while (operators.has(this.kind)) {
      this.at++;
      this.chain(level + 1);
      shape = 'other';
    }
    return shape;
  }

  private unary(): Shape {
    const sign = this.kind;
    if (sign !== '!' && sign !== '-') return this.member();
    while (this.take(sign));
    // A number may have a sign of its own.
    if (sign === '!' && this.take('-') && this.kind !== 'int' && this.kind !== 'float') throw new SyntaxFault();
    this.member();
    return 'other';
  }

  private member(): Shape {
    let shape = this.primary();
    // A reserved word may begin the name of a type, but is no variable.
    let reserved = this.isType && RESERVED.has(this.tokens[this.at - 1]!.text);
    for (;;) {
      if (this.take('.')) shape = this.selection();
      else if (this.take('[')) {
        this.expression();
        this.expect(']');
        shape = 'other';
      } else if (this.kind === '{' && this.isType) {
        shape = this.message();
        reserved = false;
      } else if (reserved) throw new SyntaxFault();
      else return shape;
      if (shape !== 'select') this.isType = false;
    }
  }

  /** Whether what was read is a name with dots, after which the fields of a message may follow. */
  private isType = false;

  private selection(): Shape {
    if (this.take('quoted')) {
      this.isType = false;
      return 'select';
    }
    const name = this.tokens[this.at]?.text ?? '';
    this.expect('name');
    if (this.kind !== '(') return 'select';
    this.checkMacro(name, this.args());
    return 'other';
  }

  private args(): Shape[] {
    this.expect('(');
    const shapes: Shape[] = [];
    if (this.take(')')) return shapes;
    do shapes.push(this.expression());
    while (this.take(','));
    this.expect(')');
    return shapes;
  }

  private checkMacro(name: string, args: readonly Shape[]): void {
    if (Object.hasOwn(LOOPS, name) && LOOPS[name]!.includes(args.length) && args[0] !== 'name') throw new SyntaxFault();
  }

  private message(): Shape {
    this.list('}', () => {
      if (!this.take('quoted')) this.expect('name');
      this.expect(':');
      this.expression();
    });
    return 'other';
  }

  /** Entries with commas, of which one may be the last. */
  private list(end: string, entry: () => void): void {
    this.at++;
    while (!this.take(end)) {
      if (this.take(',')) {
        this.expect(end);
        return;
      }
      entry();
      if (this.kind !== end) this.expect(',');
    }
  }

  private primary(): Shape {
    this.isType = false;
    const { kind } = this;
    if (kind === '(') {
      this.at++;
      const shape = this.expression();
      this.expect(')');
      this.isType = false;
      return shape;
    }
    if (kind === '[') this.list(']', () => this.expression());
    else if (kind === '{')
      this.list('}', () => {
        this.expression();
        this.expect(':');
        this.expression();
      });
    else if (kind === '.' || kind === 'name') return this.named();
    else if (['int', 'float', 'string', 'true', 'false', 'null'].includes(kind)) this.at++;
    else throw new SyntaxFault();
    return 'other';
  }

  private named(): Shape {
    const leading = this.take('.');
    const name = this.tokens[this.at]?.text ?? '';
    this.expect('name');
    if (this.kind === '(') {
      const args = this.args();
      if (name === 'has' && !leading && args.length === 1 && args[0] !== 'select') throw new SyntaxFault();
      return 'other';
    }
    this.isType = true;
    return leading ? 'other' : 'name';
  }
}

/** Longer expressions are not read, and count as valid. */
const LONGEST = 10_000;

/** Whether cel-go would parse an expression. */
export const isCel = (expression: string): boolean => {
  if (expression.length > LONGEST) return true;
  const tokens = celTokens(expression);
  if (!tokens) return false;
  try {
    new Parser(tokens).whole();
    return true;
  } catch (error) {
    if (error instanceof SyntaxFault) return false;
    throw error;
  }
};
