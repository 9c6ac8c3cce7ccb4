import { type Code, definitionOf } from './catalogue.ts';
import { type Severity, sampleWords } from './definition.ts';
import type { Located, Place } from './place.ts';

const LEVEL = { error: 'error', warning: 'warning', info: 'note' } as const;

/** The rule of a code, described by its sample: what is wrong, then why and how to fix it. */
const ruleOf = (id: Code): object => {
  const { what, why, fix } = sampleWords(definitionOf(id));
  return { id, shortDescription: { text: what }, help: { text: `${why} ${fix}` } };
};

/** A path as the reference that SARIF requires (RFC 3986): a space or `#` has another meaning there. */
const uriOf = (file: string): string => encodeURI(file).replaceAll('#', '%23').replaceAll('?', '%3F');

const locationOf = ({ file, line, column, excerpt }: Place): object => ({
  artifactLocation: { uri: uriOf(file) },
  region: { startLine: line, startColumn: column, ...(excerpt !== undefined && { snippet: { text: excerpt } }) },
});

/** One result, with its keys beyond those of every result. */
interface SarifResult {
  readonly code: Code;
  readonly severity: Severity;
  readonly text: string;
  readonly place?: Place | undefined;
  readonly more?: object;
}

/** Results as SARIF 2.1.0 (OASIS), the form that code scanning of forges reads. */
export const sarifLog = (results: readonly SarifResult[], version: string): object => ({
  $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
  version: '2.1.0',
  runs: [
    {
      tool: {
        driver: {
          name: 'eg-api-gateway',
          version,
          rules: [...new Set(results.map((r) => r.code))].map(ruleOf),
        },
      },
      results: results.map(({ code, severity, text, place, more }) => ({
        ruleId: code,
        level: LEVEL[severity],
        message: { text },
        ...(place && { locations: [{ physicalLocation: locationOf(place) }] }),
        ...more,
      })),
    },
  ],
});

/** Findings as SARIF. `stateOf`: how a finding compares with a baseline (section 3.27.24); undefined: there is none. */
export const sarif = (
  findings: readonly Located[],
  version: string,
  stateOf: (finding: Located) => 'new' | 'unchanged' | undefined = () => undefined,
): object =>
  sarifLog(
    findings.map((f) => ({
      code: f.code,
      severity: f.severity,
      text: `${f.resource}${f.field ? ` ${f.field}` : ''}: ${f.message}`,
      place: f.place,
      more: {
        ...(stateOf(f) && { baselineState: stateOf(f) }),
        properties: { risk: f.risk },
        ...(f.relatedPlace && {
          relatedLocations: [{ physicalLocation: locationOf(f.relatedPlace), message: { text: f.related ?? '' } }],
        }),
      },
    })),
    version,
  );
