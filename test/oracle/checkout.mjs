// Where Envoy Gateway's sources are: the Go module that the lab builds, or a checkout that EG_ORACLE_CHECKOUT names.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const MODULE = 'github.com/envoyproxy/gateway';
const TESTDATA = 'internal/gatewayapi/testdata';

const version = () => {
  const text = readFileSync(new URL('../lab/versions.env', import.meta.url), 'utf8');
  return /^ENVOY_GATEWAY=(\S+)$/m.exec(text)[1];
};

const go = (...args) => execFileSync('go', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });

/** The folder of Envoy Gateway's sources; downloads them once through the Go module proxy. */
export const checkout = () => {
  const named = process.env.EG_ORACLE_CHECKOUT;
  const folder = named ?? JSON.parse(go('mod', 'download', '-json', `${MODULE}@${version()}`)).Dir;
  if (!existsSync(join(folder, TESTDATA))) throw new Error(`${folder} has no ${TESTDATA}`);
  return folder;
};

/** The folder of the test cases. */
export const testdata = () => join(checkout(), TESTDATA);
