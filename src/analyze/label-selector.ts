// Label selectors as Kubernetes evaluates them.
import { listed, plain } from '../diagnostics/shown.ts';
import { entries, type Fields, fields, text } from './loose-objects.ts';

export interface Expression {
  readonly key?: string;
  readonly operator?: string;
  readonly values?: readonly string[];
}

/** Whether labels meet one requirement. Without the label NotIn and DoesNotExist hold. */
export const satisfies = (labels: Fields, { key = '', operator, values = [] }: Expression): boolean => {
  const value = (Object.hasOwn(labels, key) ? labels[key] : undefined) as string;
  if (operator === 'In') return values.includes(value);
  if (operator === 'NotIn') return !values.includes(value);
  return (operator === 'Exists') === Object.hasOwn(labels, key);
};

/** `matchExpressions` as they are written. Anybody may have written them: what is no list has no values. */
export const expressionsOf = (selector: unknown): Expression[] =>
  entries(fields(selector).matchExpressions).map(({ key, operator, values }) => ({
    key: text(key) ?? '',
    operator: text(operator) ?? '',
    ...(Array.isArray(values) && { values: values.filter((v): v is string => typeof v === 'string') }),
  }));

/** All requirements of a selector, matchLabels among them as In with one value; a request has to meet each. */
export const requirements = (selector: unknown): Expression[] => [
  ...Object.entries(fields(fields(selector).matchLabels)).map(([key, value]) => ({
    key,
    operator: 'In',
    values: [plain(value)],
  })),
  ...expressionsOf(selector),
];

/** A requirement as `kubectl get -l` takes it. */
export const shownRequirement = ({ key = '', operator, values = [] }: Expression): string => {
  if (operator === 'In') return values.length === 1 ? `${key}=${values[0]}` : `${key} in (${listed(values)})`;
  if (operator === 'NotIn') return `${key} notin (${listed(values)})`;
  return operator === 'Exists' ? key : `!${key}`;
};
