import { kubectl } from '../make.ts';
import { lookAt, objectRef } from '../objects.ts';
import type { Probe } from '../probe.ts';
import type { View } from '../view.ts';

/** Check 7: the active health check of each policy is there as answered; `accepted` says that the policy is in force. */
export const healthChecks = ({ intent }: View): Probe[] =>
  intent.traffic.map((t) => {
    const h = t.healthCheck;
    const at = '.spec.healthCheck.active';
    const fields: [string, string][] = h
      ? [
          [`${at}.type`, h.type.toUpperCase()],
          [`${at}.interval`, h.interval],
          [`${at}.timeout`, h.timeout],
          [`${at}.unhealthyThreshold`, String(h.unhealthyThreshold)],
          [`${at}.healthyThreshold`, String(h.healthyThreshold)],
          ...(h.type === 'http'
            ? ([
                [`${at}.http.path`, h.path ?? '/'],
                [`${at}.http.expectedStatuses[*]`, h.expectedStatuses.join(' ')],
              ] as [string, string][])
            : []),
        ]
      : [[`${at}.type`, '']];
    return kubectl(
      {
        group: 'health-checks',
        names: [t.name],
        title: h
          ? `${t.name}: backends are checked every ${h.interval} (${h.type}${h.path ? ` ${h.path}` : ''})`
          : `${t.name}: no active health check, as answered`,
        lookAt: lookAt('BackendTrafficPolicy', t.name),
      },
      objectRef(intent, 'BackendTrafficPolicy', t.name),
      { type: 'fields', fields },
    );
  });
