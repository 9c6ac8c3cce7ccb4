// `--cluster`: the objects of the cluster, as kubectl prints them. Nothing is changed, and no Secret is read.
import { spawn } from 'node:child_process';
import { visibleLine } from '../../diagnostics/visible.ts';
import type { Importer } from '../../importers/importer.ts';
import { type Environment, UserError } from '../environment.ts';

/** The word for the cluster among files. */
export const CLUSTER = '--cluster';
/** More output than any cluster has. */
const MOST = 512 * 1024 * 1024;

interface Printed {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const kubectl = (environment: Environment, args: readonly string[]): Promise<Printed> =>
  new Promise((done, fail) => {
    const child = spawn('kubectl', args, {
      cwd: environment.cwd,
      env: environment.env as NodeJS.ProcessEnv,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const parts: { stdout: Buffer[]; stderr: Buffer[] } = { stdout: [], stderr: [] };
    let size = 0;
    for (const name of ['stdout', 'stderr'] as const)
      child[name].on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > MOST) child.kill();
        else parts[name].push(chunk);
      });
    child.on('error', fail);
    child.on('close', (code) => {
      const text = (name: 'stdout' | 'stderr'): string => Buffer.concat(parts[name]).toString('utf8');
      done({ code, stdout: text('stdout'), stderr: text('stderr') });
    });
  });

/** kubectl for a kind whose CustomResourceDefinition is not installed. */
const isUnknownKind = (stderr: string): boolean => /doesn't have a resource type|no matches for kind/i.test(stderr);

/** What kubectl prints of the kinds that an importer reads: a text for each. Throws a user error if it fails. */
export const clusterTexts = async (
  environment: Environment,
  importer: Importer,
): Promise<readonly { readonly file: string; readonly text: string }[]> => {
  const texts: { file: string; text: string }[] = [];
  if (importer.cluster === undefined)
    throw new UserError(`A cluster has no ${importer.name}. Pass files, folders, or - for standard input.`);
  for (const { resource, selector } of importer.cluster) {
    const args = ['get', resource, '--all-namespaces', ...(selector ? ['--selector', selector] : []), '-o', 'json'];
    let printed: Printed;
    try {
      printed = await kubectl(environment, args);
    } catch (error) {
      const why =
        (error as NodeJS.ErrnoException).code === 'ENOENT'
          ? 'kubectl is not in PATH. Install it, or pass the objects: kubectl get ... -o json | eg-api-gateway import'
          : `kubectl cannot be run: ${(error as Error).message}. Pass the objects: kubectl get ... -o json | eg-api-gateway import`;
      throw new UserError(`The cluster was not read: ${why} ${importer.name} -`);
    }
    if (printed.code === 0) texts.push({ file: `cluster/${resource}`, text: printed.stdout });
    else if (!isUnknownKind(printed.stderr)) {
      const [first = `it ended with ${printed.code}`] = printed.stderr.trim().split('\n');
      throw new UserError(
        `The cluster was not read: kubectl ${args.join(' ')} failed: ${visibleLine(first.slice(0, 500))}`,
      );
    }
  }
  return texts;
};
