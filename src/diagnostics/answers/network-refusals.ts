import { define, type Group } from '../definition.ts';
import { cut } from '../shown.ts';

export const networkRefusals = {
  CiliumOnly: define<{ key: string; policy: string }>({
    severity: 'error',
    sample: { key: 'clients', policy: 'kubernetes' },
    words: ({ key, policy }) => ({
      what: `network.${key} is given, and the policy is ${policy}.`,
      why: 'Only Cilium has it; NetworkPolicy knows pods, ports and nothing else.',
      fix: `Write policy: cilium, or remove ${key}.`,
    }),
  }),
  PodsUnused: define<{ service: string }>({
    severity: 'warning',
    sample: { service: 'users' },
    words: ({ service }) => ({
      what: `The pods of ${service} are described, and nothing asks for them.`,
      why: 'Routes go to Services; only network policies and a mesh ask for pods.',
      fix: 'Answer network or mesh, or remove pods.',
    }),
  }),
  PodsDiffer: define<{ name: string }>({
    severity: 'error',
    sample: { name: 'shop/users' },
    words: ({ name }) => ({
      what: `The pods of ${name} are described twice, in different ways.`,
      why: 'One Service has one selector, and one policy is written for it.',
      fix: 'Describe them alike, or once.',
    }),
  }),
  InvalidPortName: define<{ value: string }>({
    severity: 'error',
    sample: { value: 'a b' },
    words: ({ value }) => ({
      what: `${cut(value, 40)} is not the name of a port.`,
      why: 'A container port has a number, or a name of up to 15 small letters, digits and dashes.',
      fix: 'Write the targetPort of the Service: 8080, or http.',
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
