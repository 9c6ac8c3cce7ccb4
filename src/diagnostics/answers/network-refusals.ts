import { define, type Group } from '../definition.ts';
import { cut } from '../shown.ts';

export const networkRefusals = {
  CiliumOnly: define<{ key: string; policy: string }>({
    severity: 'error',
    sample: { key: 'requests', policy: 'kubernetes' },
    words: ({ key, policy }) => ({
      what: `network.${key} is set, and network.policy is ${policy}.`,
      why: 'Only Cilium supports it; a NetworkPolicy selects pods and ports only.',
      fix: `Write policy: cilium, or remove ${key}.`,
    }),
  }),
  PodsUnused: define<{ service: string }>({
    severity: 'warning',
    sample: { service: 'users' },
    words: ({ service }) => ({
      what: `pods is set for Service ${service}, and nothing uses it.`,
      why: 'Routes refer to Services; only network policies and a mesh need the pods.',
      fix: 'Set network or mesh, or remove pods.',
    }),
  }),
  PodsDiffer: define<{ name: string }>({
    severity: 'error',
    sample: { name: 'shop/users' },
    words: ({ name }) => ({
      what: `The pods of ${name} are described twice, with different values.`,
      why: 'A Service has one selector, and one policy is written for it.',
      fix: 'Write the same values in both answers, or write them only once.',
    }),
  }),
  InvalidPortName: define<{ value: string }>({
    severity: 'error',
    sample: { value: 'HTTP' },
    words: ({ value }) => ({
      what: `${cut(value, 40)} is not the name of a port.`,
      why: 'A container port is a number, or a name of up to 15 lowercase letters, digits and dashes.',
      fix: 'Write the targetPort of the Service, for example 8080 or http.',
    }),
  }),
  InvalidPodLabels: define<{ label: string } | { count: number }>({
    severity: 'error',
    sample: { label: 'app name: users' },
    words: (values) => ({
      what:
        'label' in values
          ? `${cut(values.label, 80)} is not a Kubernetes label.`
          : `${values.count} labels are set; 1 to 16 are allowed.`,
      why: 'A network policy selects pods by these labels; without any label it would select the whole namespace.',
      fix: 'Write the selector of the Service, for example { app: users }.',
    }),
  }),
} as const satisfies Group;
