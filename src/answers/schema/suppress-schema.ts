import * as z from 'zod';
import { ruled } from '../../values/scalars.ts';

const CODE = /^[A-Z][A-Za-z]+$/;
const OBJECT = /^[A-Z][A-Za-z]+\/[a-z0-9][-a-z0-9.]*$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

const code = ruled(
  (s) =>
    CODE.test(s)
      ? undefined
      : {
          code: 'InvalidSuppression',
          what: `${JSON.stringify(s.slice(0, 60))} is not the code of a finding.`,
          why: 'A suppression is for one kind of finding, named in brackets at the end of its line.',
          fix: 'Write a code such as AuthorizerFailsOpen; `eg-api-gateway explain` lists them.',
        },
  CODE,
);

const object = ruled(
  (s) =>
    OBJECT.test(s)
      ? undefined
      : {
          code: 'InvalidSuppression',
          what: `${JSON.stringify(s.slice(0, 60))} does not name an object.`,
          why: 'A suppression is for one object, so that the next one is seen.',
          fix: 'Write its kind and name: SecurityPolicy/users.',
        },
  OBJECT,
);

const day = ruled(
  (s) =>
    DAY.test(s) && new Date(`${s}T00:00:00Z`).toISOString().startsWith(s)
      ? undefined
      : {
          code: 'InvalidSuppression',
          what: `${JSON.stringify(s.slice(0, 60))} is not a day.`,
          why: 'What is accepted is looked at again after it.',
          fix: 'Write the last day on which it holds: 2027-01-31.',
        },
  DAY,
);

const reason = ruled((s) =>
  /\S/.test(s) && !/[\n\r\p{Cc}]/u.test(s) && s.length <= 300
    ? undefined
    : {
        code: 'InvalidSuppression',
        what: 'The reason of a suppression is empty, longer than 300 characters or more than a line.',
        why: 'Whoever finds it later has only this to judge by.',
        fix: 'Write one sentence.',
      },
);

/** Findings of `check` that are accepted until a day; each becomes an annotation of its object. */
export const suppress = z
  .array(
    z
      .strictObject({
        code: code.describe('Code of the finding: `AuthorizerFailsOpen`.'),
        object: object.describe('Kind and name of the object: `SecurityPolicy/users`.'),
        until: day.describe('Last day of the suppression: `2027-01-31`.'),
        reason: reason.describe('Why the finding is accepted, in one sentence.'),
      })
      .describe('One suppressed finding.'),
  )
  .max(1000)
  .describe('Findings of `check` to suppress until a date.');
