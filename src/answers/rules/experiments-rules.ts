import { kindOf } from '../../auth/kinds.ts';
import { isExternal, type ServiceBackend } from '../../values/backend-address.ts';
import { routePath } from '../../values/route-path.ts';
import type { Answers } from '../schema/answers-schema.ts';
import { backendsOf, type ServiceAnswer } from '../schema/service-schema.ts';
import { acceptedMethods } from './accepted-methods.ts';
import { type Found, found, type Rule } from './rule.ts';

const session = (s: ServiceAnswer, i: number, { auth }: Answers): Found[] => {
  const p = s.sessionPersistence;
  if (p === undefined) return [];
  const at = ['services', i, 'sessionPersistence'];
  const pattern = s.paths.find((path) => routePath(path).type === 'regex');
  const name = 'header' in p ? p.header.toLowerCase() : (p.cookie ?? `${s.name}-session`);
  const taken = acceptedMethods(s, auth).some(([, m]) => {
    const place = kindOf(m).match?.place(m);
    if (place === undefined) return 'header' in p && ['authorization', 'cookie'].includes(name);
    return 'header' in p
      ? place.in === 'header' && place.name.toLowerCase() === name
      : place.in === 'cookie' && place.name === name;
  });
  const values = { service: s.name };
  return [
    ...(s.protocol === 'grpc' ? [found(at, 'SessionNotPossible', { ...values, because: 'grpc' as const })] : []),
    ...(s.canary || s.backends ? [found(at, 'SessionNotPossible', { ...values, because: 'weights' as const })] : []),
    ...(backendsOf(s).some(isExternal)
      ? [found(at, 'SessionNotPossible', { ...values, because: 'external' as const })]
      : []),
    ...(pattern !== undefined && !('header' in p)
      ? [found(at, 'SessionNotPossible', { ...values, because: 'pattern' as const })]
      : []),
    ...(taken ? [found(at, 'SessionNameTaken', { name })] : []),
  ];
};

const mirrored = (s: ServiceAnswer, i: number): Found[] => {
  if (!s.mirror) return [];
  const at = ['services', i, 'mirror'];
  const { backend: to } = s.mirror;
  const no = (because: 'grpc' | 'websocket' | 'external' | 'namespace' | 'same'): Found[] => [
    found(at, 'MirrorNotPossible', { service: s.name, because }),
  ];
  if (s.protocol === 'grpc') return no('grpc');
  if (s.protocol === 'websocket') return no('websocket');
  if (isExternal(to)) return no('external');
  const own = backendsOf(s).filter((b): b is ServiceBackend => !isExternal(b));
  if (own.some((b) => b.service === to.service && b.port === to.port && b.namespace === to.namespace))
    return no('same');
  return own.every((b) => b.namespace !== to.namespace) ? no('namespace') : [];
};

/** What keeps clients at an endpoint, copies requests or injects faults does what it states. */
export const experimentRules: Rule = (answers, view) =>
  answers.services.flatMap((s, i): Found[] => [
    ...session(s, i, answers),
    ...mirrored(s, i),
    ...(s.fault && !s.fault.delay && !s.fault.abort ? [found(['services', i, 'fault'], 'FaultEmpty')] : []),
    ...(view
      ? (['sessionPersistence', 'mirror', 'fault'] as const)
          .filter((key) => s[key] !== undefined)
          .map((key) => found(['services', i, key], 'KeyNotForTeams', { key, team: view.name }))
      : []),
  ]);
