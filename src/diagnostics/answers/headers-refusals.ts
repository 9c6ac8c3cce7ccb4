import { define, type Group } from '../definition.ts';
import { quote } from '../shown.ts';

export const headersRefusals = {
  HeaderTwice: define<{ header: string }>({
    severity: 'error',
    sample: { header: 'X-Tenant' },
    words: ({ header }) => ({
      what: `${header} is there twice.`,
      why: 'Header names do not tell upper from lower case.',
      fix: 'Keep one.',
    }),
  }),
  PercentInHeaderValue: define<{ value: string }>({
    severity: 'error',
    sample: { value: 'a b' },
    words: ({ value }) => ({
      what: `${quote(value)} has a "%" that begins no operator that is known to be safe.`,
      why: 'The API server accepts it, but Envoy then refuses the whole route configuration (envoyproxy/gateway issue 7192).',
      fix: 'Write "%%" for a plain per cent sign, or an operator such as %REQ(X-REQUEST-ID)%.',
    }),
  }),
} as const satisfies Group;
