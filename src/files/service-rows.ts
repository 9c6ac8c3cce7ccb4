// The table of services in the runbook.
import type { ServiceIntent } from '../model/intent.ts';
import { fileOf } from '../stages.ts';
import type { ManifestFile } from './manifest-layout.ts';
import type { ServiceFacts } from './service-facts.ts';

/** Rows of the tables. The runbook states how many more services there are. */
const MOST_ROWS = 200;

const backendWords = (s: ServiceIntent): string =>
  s.backends.length > 0
    ? s.backends.map((b) => `${b.backend} (weight ${b.weight})`).join(', ')
    : s.failover === undefined
      ? s.backend
      : `${s.backend}, failover ${s.failover}`;

/** The file with the routes of a service. */
const filesOfRoutes = (files: readonly ManifestFile[]): Map<string, string> =>
  new Map(
    files
      .filter((f) => f.stage === 'httpRoutes')
      .flatMap((f) => f.resources.map((r) => [r.object.metadata.name, f.path] as const)),
  );

/** Rows of the table of services; columns that are empty in all of them are left out. */
export const serviceTable = (facts: readonly ServiceFacts[], files: readonly ManifestFile[]) => {
  const fileOfRoute = filesOfRoutes(files);
  const rows = facts.slice(0, MOST_ROWS).map((f) => {
    const { service: s } = f;
    return {
      name: s.name,
      paths: f.paths,
      who: f.auth,
      publicPaths: s.publicPaths.join(' '),
      allow: f.allow.join('; '),
      limit: f.limit || 'none',
      backend: backendWords(s),
      canary: s.canary ? `${s.canary.weight} % to ${s.canary.backend}` : '',
      timeout: s.timeout === '0s' ? 'none' : s.timeout,
      file: fileOfRoute.get(f.main.name) ?? fileOf('httpRoutes'),
    };
  });
  return {
    rows,
    more: Math.max(0, facts.length - rows.length),
    allows: rows.some((r) => r.allow !== ''),
    canaries: rows.some((r) => r.canary !== ''),
  };
};
