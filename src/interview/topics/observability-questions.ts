import { firstOpen, type Topic } from '../question.ts';

/** Metrics and traces; the access log is always there. */
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
        reason: 'needs the Prometheus operator',
        store: (yes, d) => d.set('observability.prometheus', yes),
      },
      { id: '?tracing', kind: 'confirm', preset: false, message: 'Send traces to an OpenTelemetry collector?' },
      draft.notes.get('?tracing') === true && {
        id: 'observability.tracing.collector',
        kind: 'text',
        message: 'Its Service (service.namespace:4317)',
      },
      draft.notes.get('?tracing') === true && {
        id: 'observability.tracing.sampling',
        kind: 'text',
        message: 'Per cent of the requests',
        read: (t) => (/^\d+(\.\d+)?$/.test(t) ? Number(t) : t),
        suggestion: { value: '1', reason: 'traces of every request cost as much as the requests' },
      },
    ]);
  },
};
