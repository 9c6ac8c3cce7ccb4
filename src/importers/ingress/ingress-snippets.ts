// Snippets: text of the nginx configuration, which is quoted in the report. Access rules in them make services undecided.
import { type Ledger, said } from '../report/ledger.ts';
import type { SourceNode } from '../source/source-node.ts';
import { shortened, shortName } from './ingress-annotations.ts';

/** Directives that decide who has access, at the beginning of a statement. */
const DIRECTIVE =
  /(?:^|[;{}])\s*(?:deny|allow|satisfy|internal|auth\w*|access_by_lua\w*|limit_except|ssl_verify_client|ssl_client_certificate|valid_referers|secure_link\w*)(?![\w-])/m;
/** Statements that reject requests, also inside of conditions. */
const REJECTS = /\breturn\s+[45]\d\d|\bngx\.exit|\berror_page\s+40[13]/;

const SECRET = /authorization|-auth\b|\bauth-|token|secret|passw|key|cookie|credential|basic|bearer/i;
/** Texts in quotes that a request or a variable is compared with. */
const COMPARED = /^(?:if|map|set|env|geo)\b|^["']|[!=~]\s*["']/;

const withoutValues = (part: string): string => {
  if (SECRET.test(part)) return `${part.split(/\s/)[0]} ...;`;
  return COMPARED.test(part) ? part.replace(/"[^"]*"|'[^']*'/g, '"..."') : part;
};

/** A person has to see every directive of a usual snippet: each was an effect of nginx. */
const MOST_QUOTED = 400;

/** A snippet as the report shows it: one line, without values that could be credentials. */
export const quoted = (text: string): string =>
  shortened(
    text
      .split(/(?<=[;{}\n])/)
      .map((part) => part.trim())
      .filter((part) => part !== '' && !part.startsWith('#'))
      .map(withoutValues)
      .join(' '),
    MOST_QUOTED,
  );

/** Whether a snippet contains access rules. Comments and texts in quotes contain none. */
const decidesAccess = (text: string): boolean => {
  const code = text
    .split('\n')
    .filter((line) => !/^\s*#/.test(line))
    .join('\n')
    .replace(/"[^"\n]*"|'[^'\n]*'/g, '""');
  return DIRECTIVE.test(code) || REJECTS.test(code);
};

/** Reports a snippet. Returns the nodes whose access rules cannot be translated. */
export const reportSnippet = (node: SourceNode, ledger: Ledger): SourceNode[] => {
  if (!node.exists) return [];
  const text = node.text ?? '';
  const values = { name: shortName(node), text: quoted(text) };
  if (!decidesAccess(text)) {
    ledger.say(node, 'IngressSnippet', values);
    return [];
  }
  ledger.add(node, said('IngressSnippetAccess', values));
  return [node];
};
