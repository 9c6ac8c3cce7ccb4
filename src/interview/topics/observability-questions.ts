import { firstOpen, percent, type Topic } from '../question.ts';

/** Metrics and traces. The access log is on by default and needs no question. */
export const observability: Topic = {
  id: 'observability',
  title: 'Observability',
  keys: ['observability'],
  summary: (draft) => {
    const o = (draft.get('observability') ?? {}) as Record<string, unknown>;
    const log = o.accessLog === undefined ? 'JSON access log' : `access log ${JSON.stringify(o.accessLog)}`;
    return `${log}, ${o.prometheus ? 'PodMonitor' : 'no PodMonitor'}, ${o.tracing ? 'traces' : 'no traces'}`;
  },
  next: (draft) => {
    if (draft.notes.get('?observability.given') === true) return undefined;
    return firstOpen(draft, [
      {
        id: '?prometheus',
        kind: 'confirm',
        recommended: true,
        preset: false,
        message: 'Write a PodMonitor for Prometheus?',
        reason: 'requires the Prometheus Operator',
        store: (yes, d) => void (yes && d.set('observability.prometheus', true)),
      },
      {
        id: '?tracing',
        kind: 'confirm',
        recommended: true,
        preset: false,
        message: 'Send traces to an OpenTelemetry collector?',
      },
      draft.notes.get('?tracing') === true && {
        id: 'observability.tracing.collector',
        kind: 'text',
        message: 'What is the Service of the collector?',
        example: 'service.namespace:port, such as otel-collector.monitoring:4317',
      },
      draft.notes.get('?tracing') === true && {
        id: 'observability.tracing.sampling',
        kind: 'text',
        message: 'What percentage of requests is traced?',
        read: percent,
        suggestion: { value: '1', reason: 'tracing every request is expensive' },
      },
    ]);
  },
};
