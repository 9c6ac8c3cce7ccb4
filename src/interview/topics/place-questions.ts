import { checkValue } from '../../answers/check-value.ts';
import { briefly } from '../../diagnostics/refusal.ts';
import { backendService, type ServiceBackend } from '../../values/backend-address.ts';
import type { Draft, ServiceDraft } from '../draft.ts';
import { firstOpen, type Question, type Topic, words } from '../question.ts';

const POLICIES: ReadonlySet<unknown> = new Set(['kubernetes', 'cilium']);

/** The Kubernetes Service that was entered, in any notation. */
const serviceOf = (s: ServiceDraft): ServiceBackend | undefined =>
  typeof s.backend === 'string' ? backendService.safeParse(s.backend).data : undefined;

const labelsOf = (text: string): Record<string, string> =>
  Object.fromEntries(words(text).map((w) => [w.slice(0, w.indexOf('=')), w.slice(w.indexOf('=') + 1)]));

const portOf = (text: string): number | string => (/^\d+$/.test(text) ? Number(text) : text);

/** The schema's refusal of a value that is entered in another notation. */
const problemOf = (path: readonly PropertyKey[], value: unknown): string | undefined => {
  const refusal = checkValue(path, value);
  return briefly(refusal);
};

/** Network policies select pods, so the selector and port of each Service's pods are needed. */
const podsOf = (draft: Draft, s: ServiceDraft): (Question | false)[] => {
  const backend = serviceOf(s);
  const id = `?pods.${s.name}`;
  if (!backend && !draft.notes.has(`${id}.port`)) return [];
  const service = backend?.service ?? s.name;
  return [
    {
      id,
      kind: 'text',
      message: `What is the selector of Service ${service}? (kubectl get service -o wide)`,
      validate: (t) => {
        if (!words(t).every((w) => /^[^=]+=[^=]+$/.test(w))) return 'Enter labels as key=value, key=value.';
        const labels = labelsOf(t);
        if (Object.keys(labels).length < words(t).length) return 'A label key occurs twice. Enter each label once.';
        return problemOf(['services', 0, 'backend', 'pods', 'labels'], labels);
      },
      suggestion: { value: `app.kubernetes.io/name=${service}`, reason: 'the label that Kubernetes recommends' },
    },
    {
      id: `${id}.port`,
      kind: 'text',
      message: 'What is its targetPort? (the port of the container)',
      validate: (t) => problemOf(['services', 0, 'backend', 'pods', 'port'], portOf(t)),
      ...(backend && { suggestion: { value: String(backend.port), reason: 'the same as the port of the Service' } }),
      read: (t) => {
        const port = portOf(t);
        const labels = labelsOf(String(draft.notes.get(id)));
        if (backend) draft.set(`services.${s.name}.backend`, { ...backend, pods: { labels, port } });
        return t;
      },
    },
  ];
};

/** The environment of the gateway. A plain cluster needs no further questions. */
export const place: Topic = {
  id: 'place',
  title: 'Environment',
  keys: ['network', 'mesh', 'platform'],
  summary: (draft) => {
    const [network, mesh, platform] = ['network', 'mesh', 'platform'].map((key) => draft.get(key));
    const shown = (v: unknown): string => (typeof v === 'string' ? v : JSON.stringify(v));
    return (
      [
        network !== undefined && `network policies: ${shown(network)}`,
        mesh !== undefined && `mesh: ${shown(mesh)}`,
        platform !== undefined && `platform: ${shown(platform)}`,
      ]
        .filter(Boolean)
        .join(', ') || 'a plain cluster'
    );
  },
  next: (draft) => {
    if (draft.notes.get('?network.given') === true || draft.notes.get('?mesh.given') === true) return undefined;
    return firstOpen(draft, [
      {
        id: '?place',
        kind: 'select',
        recommended: true,
        message: 'Which environment does the gateway run in?',
        choices: [
          { value: 'plain', name: 'A plain cluster' },
          {
            value: 'kubernetes',
            name: 'A cluster that enforces NetworkPolicy',
            hint: 'Backends accept connections from this gateway only.',
          },
          {
            value: 'cilium',
            name: 'A cluster with Cilium',
            hint: 'The same, and policies also name external servers.',
          },
          {
            value: 'istio',
            name: 'A cluster with an Istio mesh (ambient)',
            hint: 'Backends accept mTLS from this gateway only.',
          },
        ],
        suggestion: { value: 'plain', reason: 'the default writes nothing for networks or meshes' },
        read: (value) => {
          if (POLICIES.has(value)) draft.set('network', value);
          if (value === 'istio') draft.set('mesh', value);
          return value;
        },
      },
      ...((POLICIES.has(draft.notes.get('?place')) || draft.notes.get('?place') === 'istio') &&
      draft.notes.get('?services.given') !== true
        ? draft.services.flatMap((s) => podsOf(draft, s))
        : []),
    ]);
  },
};
