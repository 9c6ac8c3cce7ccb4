// Files without anything of the kind that is imported: what they contain instead.
import { counted } from '../../diagnostics/shown.ts';
import { visibleLine } from '../../diagnostics/visible.ts';
import { shellWord } from '../../files/quote.ts';
import type { Importer } from '../../importers/importer.ts';
import { aboutDocument } from '../../importers/report/other-documents.ts';
import { brokenEntries } from '../../importers/report/unread.ts';
import { SourceNode } from '../../importers/source/source-node.ts';
import { UserError } from '../environment.ts';
import { kindsIn, kindsText } from './kinds-in.ts';
import type { ImportedFiles } from './source-files.ts';

/** So many documents that cannot be read are listed. */
const MOST = 3;

/** Throws a user error if no document is of a kind. */
export const requireDocuments = (importer: Importer, paths: readonly string[], source: ImportedFiles): void => {
  const { documents, broken, files } = source;
  if (documents.some((d) => importer.reads(new SourceNode(d)))) return;
  const words = paths.map((p) => visibleLine(shellWord(p))).join(' ');
  const unread = brokenEntries(broken, importer.name).map(({ node, what, fix }) => {
    const { file, line, column } = node.place;
    return `\n  ${visibleLine(file)}:${line}:${column}: ${visibleLine(what)} ${visibleLine(fix)}`;
  });
  // What another program makes manifests of, or what other objects there are.
  const others = documents.map((d) => new SourceNode(d)).map((root) => ({ root, said: aboutDocument(importer, root) }));
  const sources = others.filter(({ said }) => !['NoGatewayObject', 'OtherSource'].includes(said.code));
  const hints = sources.slice(0, MOST).map(({ root, said }) => {
    const { file, line, column } = root.place;
    return `\n  ${visibleLine(file)}:${line}:${column}: ${visibleLine(said.what)} ${visibleLine(said.fix)}`;
  });
  const objects = [...new Set(others.map(({ root }) => root.get('kind').text ?? '').filter((k) => k !== ''))];
  const has =
    kindsIn(documents).length > 0 || hints.length > 0 || objects.length === 0
      ? ''
      : ` It contains ${objects.slice(0, MOST).map(visibleLine).join(', ')}${objects.length > MOST ? ', ...' : ''}.`;
  const listed = `${unread.slice(0, MOST).join('')}${unread.length > MOST ? `\n  And ${unread.length - MOST} more.` : ''}`;
  const found = kindsIn(documents);
  const [kind] = found;
  const instead = kind
    ? ` It contains ${kindsText(found)}. Run: eg-api-gateway import ${kind.importer.name} ${words}`
    : '';
  const what = `${words || 'The input'} contains nothing of the kind ${importer.name} (${importer.title}): ${counted(files.length, 'file')} with ${counted(documents.length, 'document')}.`;
  throw new UserError(
    `${what}${has}${instead}${hints.join('')}${unread.length > 0 ? `${hints.length > 0 ? '\n' : ' '}Not readable:${listed}` : ''}`,
  );
};
