import type { Json } from './admission-schema.ts';

/** Words of YAML 1.1, as kubectl reads them. */
const WORDS = { true: 'y, yes, on and true', false: 'n, no, off and false' };

/** Why a value of the wrong type may be meant as a text: kubectl reads words and numbers without quotes; undefined: it is neither. */
export const withoutQuotes = (value: Json | undefined): string | undefined => {
  if (typeof value === 'boolean') {
    const words = WORDS[`${value}`];
    return `the value is the boolean ${value} instead of a string: kubectl reads ${words} without quotes as ${value}`;
  }
  return typeof value === 'number'
    ? `the value is the number ${value} instead of a string: it has no quotes`
    : undefined;
};
