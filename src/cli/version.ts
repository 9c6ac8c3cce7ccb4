import { readFileSync } from 'node:fs';

/** The version of this package; package.json is one folder above the bundle and two above this file. */
const read = (): string => {
  for (const up of ['../package.json', '../../package.json']) {
    try {
      const p = JSON.parse(readFileSync(new URL(up, import.meta.url), 'utf8')) as { name?: string; version?: string };
      if (p.name === 'eg-api-gateway' && p.version) return p.version;
    } catch {}
  }
  return '0.0.0';
};

export const VERSION = read();
