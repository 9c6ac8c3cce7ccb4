// Settings of connections to backends: of a BackendTrafficPolicy, and of the services of other policies (`backendSettings`).
import { plain } from '../../../diagnostics/shown.ts';
import { parseDuration } from '../../../values/go-net.ts';
import { wholeQuantity } from '../../../values/quantity.ts';
import { type Fields, fields, text } from '../../objects/loose-objects.ts';
import type { PolicyReport } from './policy-report.ts';

const MOST_UINT32 = 4_294_967_295;
const LEAST_WINDOW = 65_535;
const MOST_WINDOW = 2_147_483_647;
/** The least number for which trial division finds every composite number up to the largest table (5000011). */
const MOST_DIVISOR = 2237;

const isPrime = (n: number): boolean => {
  for (let divisor = 2; divisor <= MOST_DIVISOR && divisor * divisor <= n; divisor++)
    if (n % divisor === 0) return false;
  return n >= 2;
};

/** Reports a quantity that is set and is no whole number of bytes in a range. */
export const checkBytes = (
  report: PolicyReport,
  at: string,
  value: unknown,
  [least, most]: readonly [number, number] = [0, MOST_UINT32],
): void => {
  if (value === undefined) return;
  const bytes = wholeQuantity(plain(value));
  if (bytes === undefined || bytes < BigInt(least) || bytes > BigInt(most))
    report.refuse(at, { case: 'range', of: { value: plain(value), least, most } });
};

/** buildRetry in clustersettings.go. */
const checkRetry = (report: PolicyReport, at: string, retry: Fields): void => {
  const backOff = fields(fields(retry.perRetry).backOff);
  const [base, most] = [text(backOff.baseInterval), text(backOff.maxInterval)];
  const lengths = [base, most].map((written) => (written === undefined ? undefined : parseDuration(written)));
  const where = `${at}.perRetry.backOff`;
  if (lengths[0] === 0n) report.refuse(`${where}.baseInterval`, { case: 'zeroInterval' });
  if (lengths[1] === 0n) report.refuse(`${where}.maxInterval`, { case: 'zeroInterval' });
  else if (base !== undefined && most !== undefined && (lengths[0] ?? 0n) > (lengths[1] ?? 0n))
    report.refuse(`${where}.maxInterval`, { case: 'backOff', of: { base, most } });
};

/** What Envoy Gateway refuses of the settings at a field (translateTrafficFeatures and the functions it calls in clustersettings.go). */
export const checkClusterSettings = (report: PolicyReport, at: string, settings: Fields): void => {
  checkBytes(report, `${at}.connection.bufferLimit`, fields(settings.connection).bufferLimit);
  const http2 = fields(settings.http2);
  for (const window of ['initialStreamWindowSize', 'initialConnectionWindowSize'])
    checkBytes(report, `${at}.http2.${window}`, http2[window], [LEAST_WINDOW, MOST_WINDOW]);
  const { tableSize } = fields(fields(settings.loadBalancer).consistentHash);
  if (typeof tableSize === 'number' && !isPrime(tableSize))
    report.refuse(`${at}.loadBalancer.consistentHash.tableSize`, { case: 'prime', of: { value: plain(tableSize) } });
  checkRetry(report, `${at}.retry`, fields(settings.retry));
};
