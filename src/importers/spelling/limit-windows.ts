// Limits with a window of any length, as answers write them: a number in each unit of time.
import { UNIT_SECONDS, type Unit } from '../../values/limit.ts';

/** Months and years have several lengths, so no window is exactly one. */
const EXACT: readonly Unit[] = ['second', 'minute', 'hour', 'day', 'week'];

/** The unit with exactly this length; undefined: there is none, such as for ten seconds. */
export const unitOfWindow = (seconds: number): Unit | undefined => EXACT.find((unit) => UNIT_SECONDS[unit] === seconds);

/** A limit in the unit of its window, else in the next longer one, so that a burst of the limit stays possible. */
export const limitInWindow = (
  requests: number,
  seconds: number,
): { readonly value: string; readonly unit: Unit; readonly isExact: boolean } => {
  const exact = unitOfWindow(seconds);
  const unit = exact ?? EXACT.find((u) => UNIT_SECONDS[u] > seconds) ?? 'month';
  const amount = exact ? requests : Math.max(1, Math.floor((requests * UNIT_SECONDS[unit]) / seconds));
  return { value: `${amount}/${unit}`, unit, isExact: exact !== undefined };
};
