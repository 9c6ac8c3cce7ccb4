// The rules of the schemas (x-kubernetes-validations, CEL) as JavaScript: compiled when schemas are taken in, so that no
// run parses an expression or carries an interpreter. What CEL means is kept to the letter: a missing key is an error,
// and an error counts only where the other side of || or && does not decide (github.com/google/cel-spec, Logical Operators).
import { parse } from '@marcbachmann/cel-js';

/** What CEL has another name for (apiextensions-apiserver, cel.Escape). */
const unescaped = (name) => {
  const reserved = /^__([a-z]+)__$/.exec(name);
  if (reserved) return reserved[1];
  const signs = { __dot__: '.', __dash__: '-', __slash__: '/', __underscores__: '__' };
  return name.replace(/__(?:dot|dash|slash|underscores)__/g, (m) => signs[m]);
};
const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;
const WORD = /^(?:break|const|continue|else|for|function|if|import|let|return|var|void|while|in|null|true|false)$/;
const text = (value) => JSON.stringify(value);
const member = (object, field) => {
  const name = unescaped(field);
  if (name in Object.prototype) throw new Error(`the field ${name} is a name of JavaScript's own`);
  return IDENTIFIER.test(name) && !WORD.test(name) ? `${object}.${name}` : `${object}[${text(name)}]`;
};

/** A chain of names (`self.a.b`), which can be proven to be there; undefined for anything else. */
const pathOf = (n) => {
  if (n.op === 'id') return n.args;
  const object = n.op === '.' ? pathOf(n.args[0]) : undefined;
  return object && `${object}.${n.args[1]}`;
};
const hasArgument = (n) => (n.op === 'call' && n.args[0] === 'has' ? n.args[1][0] : undefined);

/** The paths that are there if an expression is `outcome`. */
const proven = (n, outcome) => {
  const has = hasArgument(n);
  if (has && outcome) return [pathOf(has)].filter((p) => p !== undefined);
  if (n.op === '!_') return proven(n.args, !outcome);
  if (n.op === (outcome ? '&&' : '||')) return n.args.flatMap((a) => proven(a, outcome));
  return [];
};
const also = (known, n, outcome) => new Set([...known, ...proven(n, outcome)]);

/** How tightly JavaScript binds, to write no more parentheses than are needed. */
const LEVEL = { ternary: 1, '||': 2, '&&': 3, '==': 4, '<': 5, '+': 6, not: 7, primary: 8 };
const COMPARISONS = new Set(['<', '<=', '>', '>=']);
const MACROS = new Set(['all', 'exists', 'exists_one', 'filter']);
/** Of strings, lists and maps whose type the schema has settled: no error can come of these. */
const SAFE = new Set([
  'size',
  'startsWith',
  'endsWith',
  'contains',
  'lowerAscii',
  'upperAscii',
  'split',
  'isIP',
  'matches',
]);
const METHODS = new Set([...SAFE, 'substring', 'getScheme', 'getHost', 'getHostname', 'getPort']);
const FUNCTIONS = new Set(['size', 'isIP', 'duration', 'int', 'url', 'isURL']);

/** Whether evaluating can end in an error, given the paths that are there. */
const canFail = (n, known) => {
  const has = hasArgument(n);
  if (has) return canFail(has.args[0], known);
  const any = (list) => list.some((a) => canFail(a, known));
  switch (n.op) {
    case 'id':
    case 'value':
      return false;
    case '.':
      return !known.has(pathOf(n)) || canFail(n.args[0], known);
    case '!_':
      return canFail(n.args, known);
    case '&&':
    case '||':
      return canFail(n.args[0], known) || canFail(n.args[1], also(known, n.args[0], n.op === '&&'));
    case 'list':
    case '==':
    case '!=':
    case 'in':
      return any(n.args);
    case 'call':
      return !SAFE.has(n.args[0]) || any(n.args[1]);
    case 'rcall':
      return !SAFE.has(n.args[0]) || any([n.args[1], ...n.args[2]]);
    default:
      return !COMPARISONS.has(n.op) || any(n.args);
  }
};

/** `validate()` of Kubernetes' formats gives an optional, and to compare one with null is an error. */
const isOptional = (n) => n.op === 'rcall' && n.args[0] === 'validate';
/** Values that JavaScript compares by what they are. */
const isPlain = (n) => n.op === 'value' || (n.op === 'call' && ['duration', 'size'].includes(n.args[0]));

const literal = (value) => {
  if (typeof value === 'bigint') return value.toString();
  if (['string', 'number', 'boolean'].includes(typeof value) || value === null) return text(value);
  throw new Error(`a literal of another kind: ${String(value)}`);
};

/** Writes one expression; `used` collects the functions that it needs. */
class Writer {
  constructor(used) {
    this.used = used;
  }

  call(name, ...args) {
    this.used.add(name);
    return [`${name}(${args.join(', ')})`, LEVEL.primary];
  }

  /** The expression as an operand of something that binds at `level`. */
  at(level, n, known) {
    const [code, own] = this.write(n, known);
    return own < level ? `(${code})` : code;
  }

  plain(n, known) {
    return this.at(0, n, known);
  }

  binary(sign, level, n, known, right = level + 1) {
    return [`${this.at(level, n.args[0], known)} ${sign} ${this.at(right, n.args[1], known)}`, level];
  }

  logic(n, known) {
    const [left, right] = n.args;
    const level = LEVEL[n.op];
    if (!canFail(left, known))
      return [
        `${this.at(level, left, known)} ${n.op} ${this.at(level, right, also(known, left, n.op === '&&'))}`,
        level,
      ];
    // The left side's error is forgotten if the right side decides, so what left would have proven does not hold there.
    const side = (s) => `() => ${this.plain(s, known)}`;
    return this.call(n.op === '&&' ? 'and' : 'or', side(left), side(right));
  }

  equality(n, known) {
    const [a, b] = n.args;
    const not = n.op === '!=';
    if (isOptional(a) || isOptional(b)) return this.call('fail', text('an optional is compared with null'));
    if (isPlain(a) || isPlain(b)) return this.binary(not ? '!==' : '===', LEVEL['=='], n, known);
    const [code] = this.call('equal', this.plain(a, known), this.plain(b, known));
    return not ? [`!${code}`, LEVEL.not] : [code, LEVEL.primary];
  }

  has(n, known) {
    const [object, field] = n.args;
    if (pathOf(object) === undefined || canFail(object, known))
      return this.call('has', this.plain(object, known), text(unescaped(field)));
    return [`${member(this.plain(object, known), field)} !== undefined`, LEVEL['==']];
  }

  select(n, known) {
    const [object, field] = n.args;
    if (known.has(pathOf(n))) return [member(this.at(LEVEL.primary, object, known), field), LEVEL.primary];
    return this.call('get', this.plain(object, known), text(unescaped(field)));
  }

  ternary([test, yes, no], known) {
    const parts = [
      this.at(LEVEL['||'], test, known),
      this.at(LEVEL['||'], yes, also(known, test, true)),
      this.at(LEVEL.ternary, no, also(known, test, false)),
    ];
    return [`${parts[0]} ? ${parts[1]} : ${parts[2]}`, LEVEL.ternary];
  }

  method([name, object, args], known) {
    const on = this.plain(object, known);
    if (MACROS.has(name)) return this.call(name, on, `(${args[0].args}) => ${this.plain(args[1], known)}`);
    if (!METHODS.has(name)) throw new Error(`no such method: ${name}`);
    return this.call(name, on, ...args.map((a) => this.plain(a, known)));
  }

  function([name, args], known) {
    if (!FUNCTIONS.has(name)) throw new Error(`no such function: ${name}`);
    return this.call(name, ...args.map((a) => this.plain(a, known)));
  }

  /** Takes a node and the paths that are there; gives code and how tightly it binds. */
  write(n, known) {
    const argument = hasArgument(n);
    if (argument) return this.has(argument, known);
    const list = (nodes) => nodes.map((a) => this.plain(a, known)).join(', ');
    switch (n.op) {
      case 'id':
        return [n.args, LEVEL.primary];
      case 'value':
        return [literal(n.args), LEVEL.primary];
      case '.':
        return this.select(n, known);
      case '[]':
        return this.call('at', list(n.args));
      case 'list':
        return [`[${list(n.args)}]`, LEVEL.primary];
      case 'map':
        return [
          `{ ${n.args.map(([k, v]) => `${this.plain(k, known)}: ${this.plain(v, known)}`).join(', ')} }`,
          LEVEL.primary,
        ];
      case '!_':
        return [`!${this.at(LEVEL.not, n.args, known)}`, LEVEL.not];
      case '&&':
      case '||':
        return this.logic(n, known);
      case '==':
      case '!=':
        return this.equality(n, known);
      case '?:':
        return this.ternary(n.args, known);
      case '+':
        return this.binary('+', LEVEL['+'], n, known);
      case 'in':
        return this.call('within', list(n.args));
      case 'call':
        return this.function(n.args, known);
      case 'rcall':
        return this.method(n.args, known);
      default:
        if (COMPARISONS.has(n.op)) return this.binary(n.op, LEVEL['<'], n, known);
        throw new Error(`no such operator: ${n.op}`);
    }
  }
}

/** Takes a rule, gives JavaScript: an arrow function of `self`, in the words of src/admission/cel/functions.ts. */
export const compileRule = (rule, used = new Set()) => {
  try {
    return `(self) => ${new Writer(used).plain(parse(rule).ast, new Set())}`;
  } catch (error) {
    throw new Error(`This rule cannot be compiled (src/crds/vendor/rules.mjs): ${rule}\n${error.message}`);
  }
};

const collect = (value, rules) => {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, below] of Object.entries(value)) {
    if (key === 'x-kubernetes-validations') for (const r of below) rules.add(r.rule.trim());
    else collect(below, rules);
  }
};

/** Takes the schemas, gives the text of src/admission/cel/rules.ts. Rules about a change (`oldSelf`) are left out. */
export const rulesModule = (schemas) => {
  const rules = new Set();
  for (const schema of schemas) collect(schema, rules);
  const used = new Set();
  const lines = [...rules]
    .filter((r) => !/\boldSelf\b/.test(r))
    .sort()
    .map((r) => `  ${text(r)}: ${compileRule(r, used)},`);
  return `// Written by src/crds/vendor from the rules of the schemas; do not edit.
import { ${[...used].sort().join(', ')} } from './functions.ts';

// biome-ignore lint/suspicious/noExplicitAny: what CEL sees is validated by the schema before a rule is asked.
type Any = any;
/** What each rule says of \`self\`; it throws where the rule cannot be evaluated, which refuses the object. */
export const RULES: Readonly<Record<string, (self: Any) => unknown>> = {
${lines.join('\n')}
};
`;
};
