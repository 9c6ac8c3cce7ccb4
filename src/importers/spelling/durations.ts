/**
 * A duration as answers write it (GEP-2257). Its numbers have at most five digits, so from an hour on it has hours and minutes.
 * `ms`: milliseconds; parts of one are rounded.
 */
export const durationOf = (ms: number): string => {
  const whole = Math.round(ms);
  const seconds = Math.floor(whole / 1000);
  if (seconds < 100 && whole % 1000 !== 0) return `${whole}ms`;
  const rest = whole % 1000 === 0 ? '' : `${whole % 1000}ms`;
  if (seconds < 3600) return `${seconds}s${rest}`;
  const [hours, minutes, left] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60];
  return [`${hours}h`, minutes > 0 && `${minutes}m`, left > 0 && `${left}s`, rest].filter(Boolean).join('');
};

/** The same for seconds, which most formats have. */
export const secondsAsDuration = (seconds: number): string => durationOf(seconds * 1000);
