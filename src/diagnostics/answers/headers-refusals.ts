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
  InvalidHeaderValue: define<
    | { reason: 'control' }
    | { reason: 'length'; empty: boolean; most: number }
    | { reason: 'spaces'; value: string; suggestion: string }
    | { reason: 'ascii'; value: string }
  >({
    severity: 'error',
    sample: { reason: 'spaces', value: ' v2', suggestion: 'v2' },
    words: (values) => {
      switch (values.reason) {
        case 'control':
          return {
            what: 'The header value has a line break or another control character.',
            why: 'It would end the header and start another one.',
            fix: 'Write the value on one line.',
          };
        case 'length':
          return {
            what: values.empty
              ? 'The header value is empty.'
              : `The header value is longer than ${values.most} characters.`,
            why: 'The API server rejects it.',
            fix: `Write 1 to ${values.most} characters.`,
          };
        case 'spaces':
          return {
            what: `${quote(values.value)} starts or ends with a space, or has several spaces in a row.`,
            why: 'The API server accepts single spaces between words only.',
            fix: `Write ${quote(values.suggestion)}.`,
          };
        case 'ascii':
          return {
            what: `${quote(values.value)} has a character that is not ASCII.`,
            why: 'The API server accepts printable ASCII only.',
            fix: 'Write the value in ASCII, for example percent-encoded.',
          };
      }
    },
  }),
  CredentialInHeaderValue: define<{ value: string }>({
    severity: 'error',
    sample: { value: '%REQ(Authorization)%' },
    words: ({ value }) => ({
      what: `${quote(value)} copies a credential into another header.`,
      why: 'The copy reaches logs and services that do not expect a credential.',
      fix: 'Forward a claim or the client ID instead.',
    }),
  }),
} as const satisfies Group;
