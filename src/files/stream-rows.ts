import type { Intent } from '../model/intent.ts';

/** Rows of the runbook's table of streams. */
export const streamRows = ({ streams, namespace }: Pick<Intent, 'streams' | 'namespace'>) =>
  streams.map((s) => ({
    name: s.name,
    listener: `${s.protocol} ${s.port}${s.listeners.map((l) => (l.hostname === undefined ? '' : ` ${l.hostname}`)).join(',')}`,
    server: `${s.backend.namespace ?? namespace}/${s.backend.service}:${s.backend.port}`,
    clients: s.cidrs.length > 0 ? s.cidrs.join(', ') : 'everybody',
    reason: s.reason,
  }));
