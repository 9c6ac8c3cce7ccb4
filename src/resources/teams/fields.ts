// Which fields of a kind a team's unit may contain. All other fields are rejected, so a field that a later version of a CRD
// adds is denied until it is reviewed.
import type { Validation } from 'kubernetes-types/admissionregistration/v1.d.ts';
import { all, list, text } from '../../objects/cel.ts';

/** A list of fields below `spec`: `a.{b,c}` are two fields, `[]` is each item of a list, `a.-` is `a` as an empty object. */
export interface KindFields {
  readonly kind: string;
  /** Fields that generated units contain, and defaults that the API server adds. */
  readonly allowed: readonly string[];
  /** Subtrees that no unit contains, and why a team may not set them. Fields of a new CRD version must be classified here. */
  readonly refused: Readonly<Record<string, string>>;
}

/** `a.{b,c}` as `a.b` and `a.c`. */
export const spread = (path: string): string[] => {
  const m = /^(.*?)\{([^{}]+)\}(.*)$/.exec(path);
  if (!m) return [path];
  return m[2]!.split(',').flatMap((one) => spread(`${m[1]}${one.trim()}${m[3]}`));
};

interface Field {
  readonly isList: boolean;
  /** An object without fields. */
  isEmpty: boolean;
  readonly below: Map<string, Field>;
}

/** The fields as a tree; a leaf stands for its whole subtree. */
const treeOf = (paths: readonly string[]): Map<string, Field> => {
  const top = new Map<string, Field>();
  for (const path of paths.flatMap(spread)) {
    const isEmpty = path.endsWith('.-');
    let at = top;
    let field: Field | undefined;
    for (const step of path.replace(/\.-$/, '').split('.')) {
      const name = step.replace(/\[\]$/, '');
      field = at.get(name) ?? { isList: step.endsWith('[]'), isEmpty: false, below: new Map() };
      at.set(name, field);
      at = field.below;
    }
    if (field && isEmpty) field.isEmpty = true;
  }
  return top;
};

/** `dyn`: the type check of the API server does not treat an object as a map otherwise. */
const within = (at: string, names: Iterable<string>): string => `dyn(${at}).all(k, k in ${list([...names])})`;

const ITEMS = ['a', 'b', 'c', 'd', 'e'];
const only = (at: string, below: Map<string, Field>, depth: number): string => {
  const pad = '  '.repeat(depth + 1);
  const parts = [within(at, below.keys())];
  for (const [name, field] of below) {
    const inner = `${at}.${name}`;
    if (field.below.size === 0 && !field.isEmpty) continue;
    const item = ITEMS[depth]!;
    const holds = field.isList
      ? `${inner}.all(${item}, ${only(item, field.below, depth + 1)})`
      : only(inner, field.below, depth + 1);
    parts.push(`!has(${inner}) || ${field.isList ? holds : `(${holds})`}`);
  }
  return parts.length === 1 ? parts[0]! : all(parts, pad);
};

const show = (below: Map<string, Field>): string =>
  [...below].map(([name, f]) => (f.below.size === 0 ? name : `${name}{${show(f.below)}}`)).join(', ');

/** One validation for `spec` and one for each of its fields, so that the message names the field. */
export const onlyFields = ({ kind, allowed }: KindFields): Validation[] => {
  const tree = treeOf(allowed);
  const names = list([...tree.keys()]);
  return [
    {
      expression: within('object.spec', tree.keys()),
      messageExpression: `${text(`a team's ${kind} must not contain spec.`)} + dyn(object.spec).filter(k, !(k in ${names})).join(", spec.") + ${text(`; allowed in spec: ${[...tree.keys()].join(', ')}`)}`,
      reason: 'Forbidden',
    },
    ...[...tree]
      .filter(([, f]) => f.below.size > 0)
      .map(([name, f]): Validation => {
        const at = `object.spec.${name}`;
        const holds = f.isList ? `${at}.all(a, ${only('a', f.below, 1)})` : only(at, f.below, 0);
        return {
          expression: `!has(${at}) || (${holds})`,
          message: `spec.${name} of a team's ${kind} may contain only ${show(f.below)}`,
          reason: 'Forbidden',
        };
      }),
  ];
};
