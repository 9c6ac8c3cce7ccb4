// Parts of documents that change nothing at a gateway. Each is reported as a whole.
import type { Ledger } from '../report/ledger.ts';
import type { SourceNode } from '../source/source-node.ts';

/** Keys of the specification, by the object that has them. */
const OF_ROOT = new Set([
  'openapi', 'swagger', '$self', 'info', 'tags', 'externalDocs', 'definitions', 'parameters', 'responses', 'consumes', 'produces',
  'webhooks', 'jsonSchemaDialect',
]); // biome-ignore format: a table
const OF_ITEM = new Set(['summary', 'description', 'parameters']);
const OF_OPERATION = new Set([
  'tags', 'summary', 'description', 'externalDocs', 'operationId', 'parameters', 'requestBody', 'responses', 'callbacks', 'deprecated',
  'consumes', 'produces',
]); // biome-ignore format: a table
const OF_COMPONENTS_READ = new Set(['securitySchemes', 'pathItems']);

/**
 * Extensions for documentation, generated clients and servers. Their names come from the documentation of the tools that read them;
 * other extensions are reported as not imported, as are those of Azure that add paths and hosts (`x-ms-paths`).
 */
const DOCUMENTATION =
  /^x-(ms(?!-(?:paths|parameterized-host)$)|codegen|logo|tags?|tagGroups|webhooks|code-?samples?|readme|explorer|origin|providerName|apisguru|serviceName|preferred|unofficialSpec|has-?EquivalentPaths|speakeasy|stainless|fern|scalar|redoc|displayName|stoplight|postman|nullable|examples?|github|aws-operation-name|twilio|kubernetes-(action|group-version-kind)|swagger-router|openapi-router|operation-name|operationName|method(s)?Name|sdk|summary|samples?|traitTag|internal-id|docs?|generator|java|python|go|typescript|sample|ds|box|spotify-docs|linode-cli|cli|maturity|group|sortIndex|deprecat(ed|ion)|experimental|added-?In-?Version|status|versions?|konfig|bundler|page|amazon-apigateway-documentation|amazon-apigateway-importexport-version)([-A-Z].*)?$/;

const isIgnored = (key: string, of: ReadonlySet<string>): boolean => of.has(key) || DOCUMENTATION.test(key);

const ignore = (node: SourceNode, of: ReadonlySet<string>, ledger: Ledger): void => {
  for (const child of node.children) if (isIgnored(child.key, of)) ledger.noEffect(child);
};

/** What a gateway does not read of the document. */
export const ignoreRoot = (root: SourceNode, ledger: Ledger): void => {
  ignore(root, OF_ROOT, ledger);
  for (const child of root.get('components').children)
    if (!OF_COMPONENTS_READ.has(child.key) && !child.key.startsWith('x-')) ledger.noEffect(child);
  // Values without content have no leaf below them that anybody could report.
  for (const key of ['paths', 'components', 'securityDefinitions', 'servers', 'security'])
    if (root.get(key).exists && root.get(key).children.length + root.get(key).items.length === 0)
      ledger.noEffect(root.get(key));
  for (const child of root.get('paths').children)
    if (!child.key.startsWith('/') && DOCUMENTATION.test(child.key)) ledger.noEffect(child);
};

/** What a gateway does not read of a path item. */
export const ignoreItem = (item: SourceNode, ledger: Ledger): void => {
  ignore(item, OF_ITEM, ledger);
  if (item.value !== null && item.children.length === 0) ledger.noEffect(item);
};

/** What a gateway does not read of an operation. */
export const ignoreOperation = (operation: SourceNode, ledger: Ledger): void => {
  ignore(operation, OF_OPERATION, ledger);
  if (operation.children.length === 0) ledger.noEffect(operation);
};
