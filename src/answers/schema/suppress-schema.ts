import * as z from 'zod';
import { refusal } from '../../diagnostics/refusal.ts';
import { later } from '../../values/later.ts';
import { ruled } from '../../values/scalars.ts';

const CODE = /^[A-Z][A-Za-z]+$/;
const OBJECT = /^[A-Z][A-Za-z]+\/[a-z0-9][-a-z0-9.]*$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

const code = ruled((s) => (CODE.test(s) ? undefined : refusal('InvalidSuppression', { key: 'code', value: s })), CODE);

const object = ruled(
  (s) => (OBJECT.test(s) ? undefined : refusal('InvalidSuppression', { key: 'object', value: s })),
  OBJECT,
);

const day = ruled(
  (s) =>
    DAY.test(s) && new Date(`${s}T00:00:00Z`).toISOString().startsWith(s)
      ? undefined
      : refusal('InvalidSuppression', { key: 'until', value: s }),
  DAY,
);

const reason = ruled((s) =>
  /\S/.test(s) && !/[\n\r\p{Cc}]/u.test(s) && s.length <= 300
    ? undefined
    : refusal('InvalidSuppression', { key: 'reason' }),
);

/** Findings of `check` that are accepted until a day; each becomes an annotation of its object. */
export const suppress = later(() =>
  z
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
    .describe('Findings of `check` to suppress until a date.'),
);
