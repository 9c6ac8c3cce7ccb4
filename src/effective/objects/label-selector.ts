// Label selectors as Kubernetes evaluates them.
import { listed, plain } from '../../diagnostics/shown.ts';
import { entries, type Fields, fields, text } from './loose-objects.ts';

/** The API server sets this label on every Namespace. */
export const NAME_LABEL = 'kubernetes.io/metadata.name';

export interface Expression {
  readonly key?: string;
  readonly operator?: string;
  readonly values?: readonly string[];
}

/** Whether labels meet one requirement. NotIn and DoesNotExist are also met if the label is absent. */
export const satisfies = (labels: Fields, { key = '', operator, values = [] }: Expression): boolean => {
  const value = (Object.hasOwn(labels, key) ? labels[key] : undefined) as string;
  if (operator === 'In') return values.includes(value);
  if (operator === 'NotIn') return !values.includes(value);
  return (operator === 'Exists') === Object.hasOwn(labels, key);
};

/** `matchExpressions` from any source: values that are not a list count as empty. */
export const expressionsOf = (selector: unknown): Expression[] =>
  entries(fields(selector).matchExpressions).map(({ key, operator, values }) => ({
    key: text(key) ?? '',
    operator: text(operator) ?? '',
    ...(Array.isArray(values) && { values: values.filter((v): v is string => typeof v === 'string') }),
  }));

/** All requirements of a selector, which must all be met; an entry of matchLabels is an In with one value. */
export const requirements = (selector: unknown): Expression[] => [
  ...Object.entries(fields(fields(selector).matchLabels)).map(([key, value]) => ({
    key,
    operator: 'In',
    values: [plain(value)],
  })),
  ...expressionsOf(selector),
];

/** A requirement in the notation of `kubectl get -l`. */
export const shownRequirement = ({ key = '', operator, values = [] }: Expression): string => {
  if (operator === 'In') return values.length === 1 ? `${key}=${values[0]}` : `${key} in (${listed(values)})`;
  if (operator === 'NotIn') return `${key} notin (${listed(values)})`;
  return operator === 'Exists' ? key : `!${key}`;
};
