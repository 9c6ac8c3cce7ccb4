import { entries, fields, text } from '../../effective/objects/loose-objects.ts';
import { rulesOf } from '../../effective/routes/rule-matches.ts';
import type { Check } from '../check.ts';

/** The path in front of the first asterisk, without its last slash. */
const literal = (path: string): string => path.slice(0, path.indexOf('*')).replace(/\/$/, '') || '/';

/** Paths with an asterisk, as other proxies write them: Envoy Gateway matches it literally (processHTTPRouteRule in route.go). */
export const wildcardPrefixes: Check = (snapshot, report) => {
  for (const route of snapshot.of('HTTPRoute'))
    for (const rule of rulesOf(route))
      for (const [i, match] of entries(rule.spec.matches).entries()) {
        const { type = 'PathPrefix', value } = fields(match.path);
        const path = text(value) ?? '';
        if (type !== 'RegularExpression' && path.includes('*'))
          report('WildcardInPath', route, `${rule.field}.matches[${i}].path.value`, {
            path,
            type: text(type) ?? '',
            literal: literal(path),
            atEnd: /\/\*$/.test(path) && path.indexOf('*') === path.length - 1,
          });
      }
};
