// Timeouts that generate writes without an answer.
import { DEFAULTS } from '../../../values/defaults.ts';
import { milliseconds } from '../../../values/duration.ts';
import type { NeutralService, Part } from '../../neutral/neutral.ts';
import type { Ledger } from '../../report/ledger.ts';

const USUAL = DEFAULTS.service.timeout.values;
/** How long a stream may be silent: intent/timeouts.ts. */
const IDLE = milliseconds('5m');
const WEB_SOCKET_IDLE = '1h';

const partOf = (s: NeutralService, key: string): Part | undefined => s.parts.find((p) => p.key === key);

/** Parts that state what generate does anyway. */
const needless = (s: NeutralService): Part[] => {
  const timeout = partOf(s, 'timeout');
  const idle = partOf(s, 'streamIdleTimeout');
  const protocol = partOf(s, 'protocol')?.value;
  const isSocket = protocol === 'websocket';
  const isUsual = timeout?.value === (isSocket ? USUAL.webSocket : USUAL.usual);
  const time = milliseconds(String(timeout?.value ?? USUAL.usual));
  const isDerived = isSocket
    ? isUsual && idle?.value === WEB_SOCKET_IDLE
    : time > IDLE && idle?.value === timeout?.value;
  return [...(timeout && isUsual ? [timeout] : []), ...(idle && isDerived ? [idle] : [])];
};

/** Services without timeouts that generate writes anyway. */
export const withoutUsualTimeouts = (services: readonly NeutralService[], ledger: Ledger): NeutralService[] =>
  services.map((s) => {
    const gone = needless(s);
    for (const node of gone.flatMap((p) => p.from)) ledger.carried(node);
    return gone.length === 0 ? s : { ...s, parts: s.parts.filter((p) => !gone.includes(p)) };
  });
