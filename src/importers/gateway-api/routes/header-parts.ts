// Header filters of a rule as `transform`.
import type { Part } from '../../neutral/neutral.ts';
import type { SourceNode } from '../../source/source-node.ts';

const KINDS = [
  ['RequestHeaderModifier', 'requestHeaderModifier', 'request'],
  ['ResponseHeaderModifier', 'responseHeaderModifier', 'response'],
] as const;

/** `isImplied`: headers of requests that generate removes by itself, and about which something else is said. */
export const headerParts = (rule: SourceNode, isImplied: (header: string) => boolean): Part[] =>
  KINDS.flatMap(([type, field, side]) => {
    const filters = rule.get('filters').items.filter((f) => f.get('type').text === type);
    const known = new Set<string>();
    const changes = ['set', 'add'].flatMap((way): Part[] => {
      const list = filters.flatMap((f) => f.get(field, way).items);
      const value: Record<string, string> = {};
      for (const item of list) {
        const name = item.get('name').text ?? '';
        // Of several changes of one header, the first applies.
        if (known.has(name.toLowerCase())) continue;
        known.add(name.toLowerCase());
        value[name] = item.get('value').text ?? '';
      }
      return list.length === 0 ? [] : [{ key: `transform.${side}.${way}`, value, from: list }];
    });
    const removed = filters
      .flatMap((f) => f.get(field, 'remove').items)
      .filter((n) => n.text !== undefined && !(side === 'request' && isImplied(n.text)));
    const names = [...new Map(removed.flatMap((n) => (n.text ? [[n.text.toLowerCase(), n.text]] : []))).values()];
    return [
      ...changes,
      ...(removed.length > 0 ? [{ key: `transform.${side}.remove`, value: names, from: removed }] : []),
    ];
  });
