import type { BackendPodsIntent } from '../../model/intent.ts';
import type { LookAt } from '../../stages.ts';
import type { Group, Probe } from '../probe.ts';

/** A pod that asks more than so many backends would hold the script up. */
const MOST = 20;

/** One Pod that is not the gateway asks all backends; nothing where there are none, as where teams have all services. */
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
