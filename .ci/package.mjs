// The package's metadata and its README in the tarball:
//   node .ci/package.mjs address URL | publishable | release TAG | prepack | postpack
//
// The address of the repository is filled in once, by `address`. In the repository the README links to files by relative
// paths; the tarball does not contain those files, so prepack makes the links absolute and postpack restores the README.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What package.json contains until the address is known. */
const PLACEHOLDER = 'https://github.com/OWNER/eg-api-gateway';
const KEPT = 'node_modules/.cache/eg-api-gateway/README.md';

const metadata = () => JSON.parse(readFileSync('package.json', 'utf8'));

/** The fields of package.json that contain the address of the repository. */
export const fieldsOf = (address) => ({
  repository: { type: 'git', url: `git+${address}.git` },
  homepage: `${address}#readme`,
  bugs: { url: `${address}/issues` },
});

/** The address in `repository.url`, as a browser opens it. */
export const addressOf = ({ repository }) => repository.url.replace(/^git\+/, '').replace(/\.git$/, '');

/**
 * The README with links to files of the repository at `ref` instead of relative ones. An image needs the bytes of its file
 * (`raw`): `blob` is a page about it.
 */
export const withAbsoluteLinks = (text, address, ref) =>
  text.replace(
    /(!\[[^\]]*)?\]\((?![a-z]+:|#|\/)([^)\s]+)\)/g,
    (_, image = '', path) => `${image}](${address}/${image === '' ? 'blob' : 'raw'}/${ref}/${path})`,
  );

/** What keeps the package from being published; undefined if nothing does. */
export const obstacle = (json) => {
  const address = addressOf(json);
  if (address === PLACEHOLDER)
    return 'package.json has no repository address yet. Run: npm run address -- https://github.com/OWNER/NAME';
  for (const [key, value] of Object.entries(fieldsOf(address)))
    if (JSON.stringify(json[key]) !== JSON.stringify(value))
      return `${key} in package.json does not belong to ${address}. Run: npm run address -- ${address}`;
  return undefined;
};

/** What does not belong to the version of a tag; undefined if package.json and the changelog do. */
export const mismatch = (tag, { version }, changelog) => {
  if (tag !== `v${version}`) return `The tag is ${tag}, but package.json has version ${version}.`;
  if (!changelog.includes(`\n## [${version}]`)) return `CHANGELOG.md has no section [${version}].`;
  return undefined;
};

const failOn = (problem) => {
  if (problem) throw new Error(problem);
};

const commands = {
  address(address) {
    if (!/^https:\/\/[\w.-]+\/[\w.-]+\/[\w.-]+$/.test(address ?? '') || address.endsWith('.git'))
      throw new Error('Usage: npm run address -- https://github.com/OWNER/NAME');
    const json = { ...metadata(), ...fieldsOf(address) };
    writeFileSync('package.json', `${JSON.stringify(json, null, 2)}\n`);
  },
  publishable() {
    failOn(obstacle(metadata()));
  },
  release(tag) {
    failOn(obstacle(metadata()) ?? mismatch(tag, metadata(), readFileSync('CHANGELOG.md', 'utf8')));
  },
  prepack() {
    if (existsSync(KEPT)) throw new Error(`An earlier pack was interrupted. Restore README.md and delete ${KEPT}.`);
    const json = metadata();
    const text = readFileSync('README.md', 'utf8');
    mkdirSync(dirname(KEPT), { recursive: true });
    writeFileSync(KEPT, text);
    writeFileSync('README.md', withAbsoluteLinks(text, addressOf(json), `v${json.version}`));
  },
  postpack() {
    if (!existsSync(KEPT)) return;
    writeFileSync('README.md', readFileSync(KEPT));
    rmSync(KEPT);
  },
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [, , name = '', value] = process.argv;
  try {
    if (!Object.hasOwn(commands, name)) throw new Error(`Unknown command: ${name}`);
    commands[name](value);
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
