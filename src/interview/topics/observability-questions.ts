import { firstOpen, type Topic } from '../question.ts';

/** Metrics and traces. The access log is on by default and needs no question. */
export const observability: Topic = {
  id: 'observability',
  title: 'Observability',
  next: (draft) => {
    if (draft.notes.get('?observability.given') === true) return undefined;
    return firstOpen(draft, [
      {
        id: '?prometheus',
        kind: 'confirm',
        preset: false,
        message: 'Write a PodMonitor for Prometheus?',
        reason: 'requires the Prometheus Operator',
        store: (yes, d) => d.set('observability.prometheus', yes),
      },
      { id: '?tracing', kind: 'confirm', preset: false, message: 'Send traces to an OpenTelemetry collector?' },
      draft.notes.get('?tracing') === true && {
        id: 'observability.tracing.collector',
        kind: 'text',
        message: 'What is the Service of the collector? (service.namespace:4317)',
      },
      draft.notes.get('?tracing') === true && {
        id: 'observability.tracing.sampling',
        kind: 'text',
        message: 'What percentage of requests is traced?',
        read: (t) => (/^\d+(\.\d+)?$/.test(t) ? Number(t) : t),
        suggestion: { value: '1', reason: 'tracing every request is expensive' },
      },
    ]);
  },
};
