// A document that could be read at the last import and cannot be read now: its services are not gone.
import { isTree, type Tree } from '../../answers/yaml-layout.ts';
import type { LeafEntry } from '../report/every-leaf.ts';
import { methodsOf, servicesOf } from './known-names.ts';

const UNREAD: ReadonlySet<string> = new Set(['DocumentNotRead', 'TemplateNotRead']);

/** Whether an entry is about a document that cannot be read. */
export const isUnread = ({ code }: LeafEntry): boolean => UNREAD.has(code);

/** What an import gives, with the services of the last one that it lacks, and their methods. `kept`: their names. */
export const withKept = (base: Tree, theirs: Tree): { readonly theirs: Tree; readonly kept: readonly string[] } => {
  const names = new Set(servicesOf(theirs).map((s) => String(s.name)));
  const lacking = servicesOf(base).filter((s) => !names.has(String(s.name)));
  if (lacking.length === 0) return { theirs, kept: [] };
  const methods = { ...methodsOf(base), ...methodsOf(theirs) };
  const auth = isTree(theirs.auth) ? theirs.auth : {};
  const { hostname, hostnames } = base;
  const hasHosts = theirs.hostname !== undefined || theirs.hostnames !== undefined;
  return {
    theirs: {
      ...theirs,
      ...(!hasHosts && { ...(hostname !== undefined && { hostname }), ...(hostnames !== undefined && { hostnames }) }),
      services: [...servicesOf(theirs), ...lacking],
      ...(Object.keys(methods).length > 0 && { auth: { ...auth, methods } }),
    },
    kept: lacking.map((s) => String(s.name)),
  };
};
