// Label selectors as Kubernetes evaluates them.
import { entries, type Fields, fields } from './objects.ts';

export interface Expression {
  readonly key?: string;
  readonly operator?: string;
  readonly values?: readonly string[];
}

/** Whether labels meet one requirement. Without the label NotIn and DoesNotExist hold. */
export const satisfies = (labels: Fields, { key = '', operator, values = [] }: Expression): boolean => {
  const value = labels[key] as string;
  if (operator === 'In') return values.includes(value);
  if (operator === 'NotIn') return !values.includes(value);
  return (operator === 'Exists') === Object.hasOwn(labels, key);
};

/** All requirements of a selector, matchLabels among them as In with one value; a request has to meet each. */
export const requirements = (selector: unknown): Expression[] => [
  ...Object.entries(fields(fields(selector).matchLabels)).map(([key, value]) => ({
    key,
    operator: 'In',
    values: [String(value)],
  })),
  ...(entries(fields(selector).matchExpressions) as Expression[]).map((e) =>
    // Anybody may have written it: what is no list has no values.
    Array.isArray(e.values) ? e : { key: e.key ?? '', operator: e.operator ?? '' },
  ),
];

/** A requirement as `kubectl get -l` takes it. */
export const shownRequirement = ({ key = '', operator, values = [] }: Expression): string => {
  if (operator === 'In') return values.length === 1 ? `${key}=${values[0]}` : `${key} in (${values.join(', ')})`;
  if (operator === 'NotIn') return `${key} notin (${values.join(', ')})`;
  return operator === 'Exists' ? key : `!${key}`;
};
