// What the inputs of test/importers/cases become when a person imports them, answers what is open and generates is admitted by the
// real API server. EG_IMPORTS=DIR: the folders in DIR instead, as `node test/importers/proof.mjs --keep DIR` writes them.
import fs from 'node:fs';
import path from 'node:path';
import { reportAllAdmitted } from '../lib/admitted.mjs';
import { bundled } from '../lib/bundle.mjs';
import { ROOT } from '../lib/cluster.mjs';

const CASES = path.join(ROOT, 'test/importers/cases');

/** Inputs, but for their snapshots: {kind, name, file}. */
const inputs = () =>
  fs
    .readdirSync(CASES)
    .sort()
    .flatMap((kind) =>
      fs
        .readdirSync(path.join(CASES, kind))
        .filter((f) => /\.(ya?ml|json)$/.test(f) && !f.includes('.answers.'))
        .sort()
        .map((f) => ({ kind, name: `${kind}/${path.parse(f).name}`, file: path.join(CASES, kind, f) })),
    );

/** What the person decides in the file, because the source leaves no valid answer among those that are offered. */
const DECIDED = {
  // A path inside a path of another service with the same backend must have its access rules.
  'kong/flat': { 'services.web.auth': ['jwt', 'jwt-cookie'] },
  // An https authorizer with a private name needs the CA that signed its certificate.
  'ingress-nginx/access': { 'auth.methods.authz-b.ca': { configMap: 'authz-ca' } },
  // Scopes and claims need tokens, and the source logs in with OpenID Connect.
  'kong/login': {
    'auth.methods.tokens': {
      type: 'jwt',
      issuer: 'https://login.example.com/',
      jwks: 'fromIssuer',
      audiences: ['api'],
    },
    'services.portal.auth': 'tokens',
  },
};

export const run = async (report, { only }) => {
  const isWanted = (name) => !only || only.split(',').includes(name);
  const given = process.env.EG_IMPORTS;
  if (given) {
    const names = fs.readdirSync(given).sort().filter(isWanted);
    await reportAllAdmitted(
      report,
      names.map((name) => ({ name, dir: path.join(given, name) })),
    );
    return;
  }
  const { prove } = await bundled('test/importers/proving.ts');
  const folders = [];
  for (const { kind, name, file } of inputs().filter((i) => isWanted(i.name))) {
    const { services, answered, byHand, wrong, folder } = await prove(kind, [file], DECIDED[name]);
    const by = byHand.length > 0 ? ` and ${byHand.length} by hand` : '';
    report(wrong === undefined, `${name}: imported, ${services} services, ${answered} answers${by}, generated`, wrong);
    if (folder) folders.push({ name, dir: folder });
  }
  await reportAllAdmitted(report, folders);
};
