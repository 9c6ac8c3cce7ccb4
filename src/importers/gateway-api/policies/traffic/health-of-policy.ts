// Health checks of a BackendTrafficPolicy: active ones, and endpoints that are removed after failures.
import { entries, type Fields, fields, isSet, text } from '../../../../effective/objects/loose-objects.ts';
import { DEFAULTS } from '../../../../values/defaults.ts';
import type { Part } from '../../../neutral/neutral.ts';
import type { PolicyRoom } from '../policy-room.ts';
import { carriedFields, differing } from './parts-of-traffic.ts';

const TYPES: Readonly<Record<string, string>> = { HTTP: 'http', TCP: 'tcp', GRPC: 'grpc' };

/** Checks that answers do not have: payloads, other methods, names of gRPC services. */
const isUsual = (given: Fields): boolean => {
  const { http, tcp, grpc } = given;
  const { path, expectedStatuses, ...rest } = fields(http);
  return [rest, fields(tcp), fields(grpc)].every((f) => Object.values(f).every((v) => !isSet(v)));
};

const activeParts = (room: PolicyRoom, protocol: 'grpc' | 'http'): Part[] => {
  const at = 'healthCheck.active';
  const given = fields(fields(room.spec.healthCheck).active);
  if (Object.keys(given).length === 0) return [{ key: 'healthCheck', value: 'none', from: [] }];
  const type = TYPES[String(given.type)];
  if (type === undefined || !isUsual(given)) {
    for (const node of room.from(at)) room.view.ledger.say(node, 'HealthCheckNotAnswered', { policy: room.name });
    return [];
  }
  const http = fields(given.http);
  const D = DEFAULTS.healthCheck;
  const statuses = entries(http.expectedStatuses).length > 0 ? http.expectedStatuses : undefined;
  const path = text(http.path);
  const more: readonly [string, unknown, unknown, string][] = [
    ['interval', text(given.interval), D.interval.value, `${at}.interval`],
    ['timeout', text(given.timeout), D.timeout.value, `${at}.timeout`],
    ['unhealthyThreshold', given.unhealthyThreshold, D.unhealthyThreshold.value, `${at}.unhealthyThreshold`],
    ['healthyThreshold', given.healthyThreshold, D.healthyThreshold.value, `${at}.healthyThreshold`],
    ['expectedStatuses', statuses, D.expectedStatuses.value, `${at}.http.expectedStatuses`],
  ];
  const own = more.filter(([, value, usual]) => value !== undefined && JSON.stringify(value) !== JSON.stringify(usual));
  const byDefault = D.type.values[protocol === 'grpc' ? 'grpc' : 'usual'];
  carriedFields(room, ...more.filter((m) => !own.includes(m)).map(([, , , field]) => field));
  if (own.length === 0 && type === byDefault) return carriedFields(room, `${at}.type`, `${at}.${type}`);
  const from = room.from(`${at}.type`, `${at}.${type}.path`, ...own.map(([, , , field]) => field));
  if (own.length === 0) return [{ key: 'healthCheck', value: type === 'http' ? (path ?? '/') : type, from }];
  const value = {
    type,
    ...(type === 'http' && { path: path ?? '/' }),
    ...Object.fromEntries(own.map(([k, v]) => [k, v])),
  };
  return [{ key: 'healthCheck', value, from }];
};

const passiveParts = (room: PolicyRoom): Part[] => {
  const at = 'healthCheck.passive';
  const given = fields(fields(room.spec.healthCheck).passive);
  if (Object.keys(given).length === 0) return [{ key: 'outlierDetection', value: 'none', from: [] }];
  const D = DEFAULTS.outlier;
  return differing(room, 'outlierDetection', [
    {
      key: 'consecutiveErrors',
      value: given.consecutive5XxErrors,
      usual: D.consecutiveErrors.value,
      field: `${at}.consecutive5XxErrors`,
    },
    { key: 'interval', value: given.interval, usual: D.interval.value, field: `${at}.interval` },
    {
      key: 'ejectionTime',
      value: given.baseEjectionTime,
      usual: D.ejectionTime.value,
      field: `${at}.baseEjectionTime`,
    },
    {
      key: 'maxEjectionPercent',
      value: given.maxEjectionPercent,
      usual: D.maxEjectionPercent.value,
      field: `${at}.maxEjectionPercent`,
    },
  ]);
};

export const healthParts = (room: PolicyRoom, protocol: 'grpc' | 'http'): Part[] => [
  ...activeParts(room, protocol),
  ...passiveParts(room),
];
