import type { Reader } from '../importer.ts';
import type { NeutralService } from '../neutral/neutral.ts';

/** Ingress objects as services. */
export const readIngress: Reader = (documents, ledger) => {
  void documents;
  void ledger;
  const services: NeutralService[] = [];
  return { services, root: [], lists: [] };
};
