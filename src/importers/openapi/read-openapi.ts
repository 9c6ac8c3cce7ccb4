// OpenAPI documents as services. Read is only what a gateway reads: paths, operations, servers, security and extensions.
import type { Reader } from '../importer.ts';
import type { LostPaths, NeutralService, Part } from '../neutral/neutral.ts';
import { SourceNode } from '../source/source-node.ts';
import { apiDocuments } from './api-documents.ts';
import { corsParts, reportExtensions } from './extensions/settings.ts';
import { ignoreRoot } from './ignored.ts';
import { routedOperations } from './routed-operations.ts';
import { servicesOf } from './services-of.ts';

/** OpenAPI 2.0, 3.0 and 3.1. */
export const readOpenapi: Reader = (documents, ledger, options) => {
  const all = documents.flatMap((d) => apiDocuments(new SourceNode(d)));
  const services: NeutralService[] = [];
  const root: Part[] = [];
  const lost: LostPaths[] = [];
  for (const document of all) {
    ignoreRoot(document, ledger);
    reportExtensions(document, ledger);
    reportExtensions(document.get('info'), ledger);
    reportExtensions(document.get('components'), ledger);
    const { operations, openness, group, lost: notRead } = routedOperations(document, all, ledger, options);
    services.push(...servicesOf(document, operations, { group, openness }));
    lost.push(...notRead);
    for (const part of corsParts(document)) if (!root.some((p) => p.key === part.key)) root.push(part);
  }
  return { services, root, lists: [], lost };
};
