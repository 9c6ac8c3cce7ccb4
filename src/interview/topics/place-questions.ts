import { checkValue } from '../../answers/check-value.ts';
import { backendService, type ServiceBackend } from '../../values/backend-address.ts';
import type { Draft, ServiceDraft } from '../draft.ts';
import { firstOpen, type Question, type Topic, words } from '../question.ts';

const POLICIES: ReadonlySet<unknown> = new Set(['kubernetes', 'cilium']);

/** The Service of the cluster that was typed, in any spelling. */
const serviceOf = (s: ServiceDraft): ServiceBackend | undefined =>
  typeof s.backend === 'string' ? backendService.safeParse(s.backend).data : undefined;

const labelsOf = (text: string): Record<string, string> =>
  Object.fromEntries(words(text).map((w) => [w.slice(0, w.indexOf('=')), w.slice(w.indexOf('=') + 1)]));

const portOf = (text: string): number | string => (/^\d+$/.test(text) ? Number(text) : text);

/** What the schema says of a value that is typed in another form. */
const said = (path: readonly PropertyKey[], value: unknown): string | undefined => {
  const refusal = checkValue(path, value);
  return refusal && `${refusal.what} ${refusal.fix}`;
};

/** A network policy knows pods: how those of a Service are found. */
const podsOf = (draft: Draft, s: ServiceDraft): (Question | false)[] => {
  const backend = serviceOf(s);
  const id = `?pods.${s.name}`;
  if (!backend && !draft.notes.has(`${id}.port`)) return [];
  const service = backend?.service ?? s.name;
  return [
    {
      id,
      kind: 'text',
      message: `Selector of Service ${service} (kubectl get service -o wide)`,
      judge: (t) => {
        if (!words(t).every((w) => /^[^=]+=[^=]+$/.test(w))) return 'Write key=value, key=value.';
        const labels = labelsOf(t);
        if (Object.keys(labels).length < words(t).length) return 'A key is there twice. Write each label once.';
        return said(['services', 0, 'backend', 'pods', 'labels'], labels);
      },
      suggestion: { value: `app.kubernetes.io/name=${service}`, reason: 'the label that Kubernetes recommends' },
    },
    {
      id: `${id}.port`,
      kind: 'text',
      message: `Its targetPort: the port of the container`,
      judge: (t) => said(['services', 0, 'backend', 'pods', 'port'], portOf(t)),
      suggestion: { value: String(backend?.port ?? ''), reason: 'as the port of the Service' },
      read: (t) => {
        const port = portOf(t);
        const labels = labelsOf(String(draft.notes.get(id)));
        if (backend) draft.set(`services.${s.name}.backend`, { ...backend, pods: { labels, port } });
        return t;
      },
    },
  ];
};

/** What the gateway stands beside; a plain cluster asks for nothing more. */
export const place: Topic = {
  id: 'place',
  title: 'Where the gateway stands',
  next: (draft) => {
    if (draft.notes.get('?network.given') === true || draft.notes.get('?mesh.given') === true) return undefined;
    return firstOpen(draft, [
      {
        id: '?place',
        kind: 'select',
        message: 'Where does this gateway stand?',
        choices: [
          { value: 'plain', name: 'in a plain cluster' },
          {
            value: 'kubernetes',
            name: 'in a cluster that keeps network policies',
            hint: 'Backends then take connections of the gateway only.',
          },
          { value: 'cilium', name: 'in a cluster with Cilium', hint: 'Policies also name servers outside.' },
          {
            value: 'istio',
            name: 'in front of an Istio mesh (ambient)',
            hint: 'Backends then take mTLS of the gateway only.',
          },
        ],
        suggestion: { value: 'plain', reason: 'nothing else has to be there' },
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
