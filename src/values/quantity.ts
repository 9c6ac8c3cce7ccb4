// Kubernetes quantities, such as 64Ki or 1.5M.

const FORM = /^([+-]?)(\d*)(?:\.(\d*))?(Ki|Mi|Gi|Ti|Pi|Ei|n|u|m|k|M|G|T|P|E|(?:[eE]([+-]?\d+))|)$/;
const BINARY: Readonly<Record<string, number>> = { Ki: 10, Mi: 20, Gi: 30, Ti: 40, Pi: 50, Ei: 60 };
const DECIMAL: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, '': 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };
/** Digits that fit into a signed number of 64 bits. */
const DIGITS = 18;
const MOST = 9_223_372_036_854_775_807n;
/** Digits that are kept exactly with a binary suffix. */
const BINARY_DIGITS = 14;

const scaled = (value: bigint, scale: number): bigint | undefined => {
  // Zeros at the end are not removed: 1.0 has a fraction, and is no whole number there.
  if (scale < 0 || scale > DIGITS) return undefined;
  const whole = value * 10n ** BigInt(scale);
  return whole > MOST ? undefined : whole;
};

/**
 * The value of a quantity as Go's Quantity.AsInt64 returns it (k8s.io/apimachinery, pkg/api/resource); undefined: that function
 * returns none, because the value has a fraction (1.5Mi, 100m, 1.0) or is too large, or the text is no quantity.
 */
export const wholeQuantity = (written: string | number): bigint | undefined => {
  const found = FORM.exec(String(written));
  if (!found) return undefined;
  const [, sign, digits = '', fraction = '', suffix = '', exponent] = found;
  const number = digits.replace(/^0+/, '');
  if (digits === '' && fraction === '') return undefined;
  const value = BigInt(`0${number}${fraction}`);
  const shift = BINARY[suffix];
  let whole: bigint | undefined;
  if (shift === undefined) {
    const power = exponent === undefined ? DECIMAL[suffix]! : Number(exponent);
    whole = number.length + fraction.length > DIGITS ? undefined : scaled(value, power - fraction.length);
  } else if (found[3] === undefined && number.length + Math.floor((shift * 3) / 10) <= BINARY_DIGITS)
    whole = value << BigInt(shift);
  return whole !== undefined && sign === '-' ? -whole : whole;
};
