// Snippets: text of the nginx configuration, which is quoted in the report. Access rules in them make services undecided.
import { type Ledger, said } from '../report/ledger.ts';
import type { SourceNode } from '../source/source-node.ts';
import { shortened, shortName } from './ingress-annotations.ts';

/** Directives that decide who has access, at the beginning of a statement. */
const DIRECTIVE =
  /(?:^|[;{}])\s*(?:deny|allow|satisfy|internal|include|auth\w*|access_by_lua\w*|limit_except|ssl_verify_client|ssl_client_certificate|valid_referers|secure_link\w*)(?![\w-])/m;
/** Statements that reject requests, also inside of conditions. */
const REJECTS = /\breturn\s+[45]\d\d|\bngx\.exit|\berror_page\s+40[13]/;

/** Conditions that a client fulfils by another address, not by a credential: redirects to https, to www, of old paths. */
const OF_ADDRESS =
  /^if\s*\(\s*\$(?:host|http_host|scheme|https|server_port|http_x_forwarded_proto|request_uri|uri)\b[^$]*$/;

/** Whether nginx answers a request itself where it would forward it, unless the path or the host decides that. */
const answersItself = (code: string): boolean => {
  const blocks: string[] = [];
  for (const part of code.split(/(?<=[;{}])/)) {
    const text = part.trim();
    if (text.endsWith('{')) blocks.push(text.slice(0, -1).trim());
    else if (text.endsWith('}')) blocks.pop();
    const isFree = blocks.some((b) => b.startsWith('location') || OF_ADDRESS.test(b));
    if (/^return\b/.test(text) && !isFree) return true;
  }
  return false;
};

const SECRET = /authorization|token|secret|passw|key|cookie|credential|basic|bearer/i;
/** Texts in quotes that a request or a variable is compared with. */
const COMPARED = /^(?:if|map|set|env|geo)\b|^["']|[!=~]\s*["']/;

const withoutValues = (part: string): string => {
  if (SECRET.test(part)) return `${part.split(/\s/)[0]} ...;`;
  return COMPARED.test(part) ? part.replace(/"[^"]*"|'[^']*'/g, '"..."') : part;
};

/** A snippet as the report shows it: one line, without values that could be credentials. */
export const quoted = (text: string): string =>
  shortened(
    text
      .split(/(?<=[;{}\n])/)
      .map((part) => part.trim())
      .filter((part) => part !== '' && !part.startsWith('#'))
      .map(withoutValues)
      .join(' '),
  );

/** Whether a snippet contains access rules. Comments and texts in quotes contain none. */
const decidesAccess = (text: string): boolean => {
  const code = text
    .split('\n')
    .filter((line) => !/^\s*#/.test(line))
    .join('\n')
    .replace(/(?<=[\s;{}(]|^)(?:"[^"\n]*"|'[^'\n]*')/gm, '""');
  return DIRECTIVE.test(code) || REJECTS.test(code) || answersItself(code);
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
