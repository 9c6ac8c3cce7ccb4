import type { Codes } from './code.ts';

/** Gateways that several namespaces share. */
export const sharing: Codes = {
  PathInsideOtherNamespace: {
    what: 'A route takes requests below a path that a route of another namespace serves, on the same listener and host name.',
    why: "The longer path wins, or the match with more conditions, whoever wrote it: one team takes the requests of another, and no status says so. A path that contains what several namespaces serve is told to its owner. The paths of the Gateway's own namespace may contain everything.",
    mend: 'Give each namespace a path prefix of its own, outside of the others.',
    before: 'HTTPRoute orders/api: /v1/orders; HTTPRoute reports/export: /v1/orders/export',
    after: 'HTTPRoute orders/api: /v1/orders; HTTPRoute reports/export: /v1/reports/orders',
  },
};
