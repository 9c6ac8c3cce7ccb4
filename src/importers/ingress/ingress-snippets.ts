// Snippets: text of the nginx configuration, which is quoted in the report. Access rules in them make services undecided.
import { type Ledger, said } from '../report/ledger.ts';
import type { SourceNode } from '../source/source-node.ts';
import { shortened, shortName } from './annotations.ts';

/** Directives that decide who has access; a word too many only leaves a service undecided. */
const ACCESS =
  /(?:^|[^\w$-])(?:deny|allow|auth\w*|satisfy|return\s+[45]\d\d|access_by_lua\w*|internal|limit_except|ssl_verify_client|ssl_client_certificate|valid_referers|secure_link\w*|ngx\.exit|error_page\s+40[13])(?![\w-])/i;

const SECRET = /authorization|token|secret|passw|api[-_]?key|cookie|credential|basic|bearer/i;

/** A snippet as the report shows it: one line, without values that could be credentials. */
export const quoted = (text: string): string =>
  shortened(
    text
      .split(/(?<=[;{}\n])/)
      .map((part) => part.trim())
      .filter((part) => part !== '' && !part.startsWith('#'))
      .map((part) => (SECRET.test(part) ? `${part.split(/\s/)[0]} ...;` : part))
      .join(' '),
  );

/** Whether a snippet contains access rules. */
export const decidesAccess = (text: string): boolean =>
  text.split('\n').some((line) => !/^\s*#/.test(line) && ACCESS.test(line));

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
