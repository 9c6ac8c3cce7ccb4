import { firstOf } from './object-names.ts';
import type { ExemptIntent } from './traffic-intent.ts';

/** Clients and paths that a text names. */
const MOST = 5;

/** The requests that no limit counts, for comments and the runbook: `client probe; from 10.0.0.0/8`. */
export const exempted = ({ clients, cidr, paths }: ExemptIntent): string =>
  [
    ...(clients ? [`of ${firstOf(clients.values, MOST)}`] : []),
    ...(cidr === undefined ? [] : [`from ${cidr}`]),
    ...(paths.length > 0 ? [`below ${firstOf(paths, MOST)}`] : []),
  ].join(' or ');
