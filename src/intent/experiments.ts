// Sessions at one endpoint, copies of requests, and faults for a test.
import type { ServiceAnswer } from '../answers/schema/service-schema.ts';
import type { FaultIntent, MirrorIntent, SessionIntent } from '../model/intent.ts';
import { isExternal } from '../values/backend-address.ts';
import { DEFAULTS } from '../values/defaults.ts';

/** How a client stays at one endpoint; undefined: it does not. */
export const sessionOf = (s: Pick<ServiceAnswer, 'name' | 'sessionPersistence'>): SessionIntent | undefined => {
  const p = s.sessionPersistence;
  if (p === undefined) return undefined;
  if ('header' in p) return { by: 'Header', name: p.header, lifetime: undefined };
  return { by: 'Cookie', name: p.cookie ?? `${s.name}-session`, lifetime: p.lifetime };
};

/** Where copies of requests go; undefined: nowhere. */
export const mirrorOf = (s: Pick<ServiceAnswer, 'mirror'>, namespace: string): MirrorIntent | undefined => {
  if (s.mirror === undefined || isExternal(s.mirror.backend)) return undefined;
  const { service, port, namespace: own } = s.mirror.backend;
  return {
    name: service,
    namespace: own === namespace ? undefined : own,
    port,
    percent: s.mirror.percent ?? DEFAULTS.mirror.percent.value,
  };
};

/** Faults of all requests of a service; undefined: none. */
export const faultOf = (s: Pick<ServiceAnswer, 'fault'>): FaultIntent | undefined => {
  const percent = DEFAULTS.fault.percent.value;
  return (
    s.fault && {
      delay: s.fault.delay && { time: s.fault.delay.time, percent: s.fault.delay.percent ?? percent },
      abort: s.fault.abort && { status: s.fault.abort.status, percent: s.fault.abort.percent ?? percent },
      until: s.fault.until,
    }
  );
};
