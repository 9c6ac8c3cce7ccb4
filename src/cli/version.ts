import { readFileSync } from 'node:fs';

interface Package {
  readonly name?: string;
  readonly version?: string;
  readonly bugs?: { readonly url?: string };
}

/** The package's own package.json; it is one folder above the bundle and two above this file. */
const read = (): Package => {
  for (const up of ['../package.json', '../../package.json']) {
    try {
      const found = JSON.parse(readFileSync(new URL(up, import.meta.url), 'utf8')) as Package;
      if (found.name === 'eg-api-gateway') return found;
    } catch {}
  }
  return {};
};
const own = read();

export const VERSION = own.version ?? '0.0.0';

/** Where to report an internal error. */
export const BUGS = own.bugs?.url ?? '';
