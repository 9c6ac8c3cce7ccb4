// Suppressions of findings.
import { type Variant, variants } from '../definition.ts';
import { define, type FindingGroup } from './finding-definition.ts';

const unused = {
  finding: ({ code, reason }: { readonly code: string; readonly reason: string }) => ({
    what: `This object has no finding ${code} to suppress (${reason}).`,
    why: 'The suppression would hide a later finding of this code.',
    fix: 'Remove it.',
  }),
  object: (code: string) => ({
    what: `The answers generate no object of this name, so the suppression of ${code} has no effect.`,
    why: 'The finding that it was meant for is still reported.',
    fix: 'Correct the name, or remove the suppression.',
  }),
};

export const suppressionFindings = {
  SuppressionExpired: define<{ code: string; until: string; reason: string }>({
    severity: 'warning',
    risk: 'ineffective',
    sample: { code: 'JwtWithoutAudience', until: '2026-01-31', reason: 'the issuer has one API' },
    words: ({ code, until, reason }) => ({
      what: `The suppression of ${code} expired on ${until} (${reason}).`,
      why: 'The finding is reported again.',
      fix: 'Fix what the finding reports, or set a later date.',
    }),
    example: {
      before:
        'kind: ClientTrafficPolicy\nmetadata: { annotations: { eg-api-gateway/suppress: "OldTlsAllowed until 2026-01-31: old terminals" } }\nspec: { tls: { minVersion: "1.1" } }',
      after:
        'kind: ClientTrafficPolicy\nmetadata: { annotations: { eg-api-gateway/suppress: "OldTlsAllowed until 2027-01-31: old terminals" } }\nspec: { tls: { minVersion: "1.1" } }',
    },
  }),
  SuppressionInvalid: define<{ line: string }>({
    severity: 'warning',
    risk: 'ineffective',
    sample: { line: 'JwtWithoutAudience' },
    words: ({ line }) => ({
      what: `${JSON.stringify(line.slice(0, 80))} is not a valid suppression.`,
      why: 'It suppresses nothing: code, date and reason are required.',
      fix: 'Write CODE until YYYY-MM-DD: reason, one per line.',
    }),
    example: {
      before:
        'kind: ClientTrafficPolicy\nmetadata: { annotations: { eg-api-gateway/suppress: "OldTlsAllowed" } }\nspec: { tls: { minVersion: "1.1" } }',
      after:
        'kind: ClientTrafficPolicy\nmetadata: { annotations: { eg-api-gateway/suppress: "OldTlsAllowed until 2027-01-31: old terminals" } }\nspec: { tls: { minVersion: "1.1" } }',
    },
  }),
  SuppressionUnused: define<Variant<typeof unused>>({
    severity: 'warning',
    risk: 'ineffective',
    sample: { case: 'finding', of: { code: 'OldTlsAllowed', reason: 'old clients' } },
    words: variants(unused),
    example: {
      before:
        'kind: ClientTrafficPolicy\nmetadata: { annotations: { eg-api-gateway/suppress: "OldTlsAllowed until 2027-01-31: old terminals" } }\nspec: { tls: { minVersion: "1.2" } }',
      after:
        'kind: ClientTrafficPolicy\nmetadata: { annotations: { eg-api-gateway/suppress: "OldTlsAllowed until 2027-01-31: old terminals" } }\nspec: { tls: { minVersion: "1.1" } }',
    },
  }),
} as const satisfies FindingGroup;
