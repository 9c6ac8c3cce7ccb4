import type { BackendPodsIntent } from '../../model/intent.ts';
import type { LookAt } from '../../stages.ts';
import type { Group, Probe } from '../probe.ts';

/** Most backends that the Pod tries; more would delay the script. */
const MOST = 20;

/** One Pod outside the gateway tries to connect to all backends; no probe if there is none (teams have all services). */
export const unreachable = (
  id: string,
  group: Group,
  title: string,
  lookAt: LookAt,
  backends: readonly BackendPodsIntent[],
): Probe[] =>
  backends.length === 0
    ? []
    : [
        {
          id,
          group,
          title,
          lookAt,
          check: {
            kind: 'unreachable',
            backends: backends.slice(0, MOST).map((b) => `${b.service}.${b.namespace}.svc:${b.servicePort}`),
          },
        },
      ];
