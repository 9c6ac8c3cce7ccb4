import { availableParallelism } from 'node:os';
import type { Objects } from './manifest-findings.ts';

/** Set by the build to the file of the second thread; undefined where the sources run, in tests. */
declare const THREAD_FILE: string | undefined;

/** From so many services on, a second thread checks while files are rendered. Its start costs as much as checking 1,000. */
const SERVICES = 2000;

/** A second thread that is ready to check. */
export interface Aside {
  /** Whether there are no findings. False if the thread failed too: then the caller checks. */
  readonly isClean: (objects: Objects) => Promise<boolean>;
}

/** Starts the thread early, because it loads the schemas and rules itself. */
export const checkedAside = (services: number): Aside | undefined => {
  if (services < SERVICES || availableParallelism() < 2 || typeof THREAD_FILE === 'undefined') return undefined;
  // Loaded only here, because most runs start no thread.
  const { Worker } = process.getBuiltinModule('node:worker_threads');
  const worker = new Worker(new URL(THREAD_FILE, import.meta.url));
  // If the run ends for another reason, the thread does not keep the program alive.
  worker.unref();
  const answer = new Promise<boolean>((resolve) => {
    worker.once('message', (clean: boolean) => resolve(clean));
    worker.once('error', () => resolve(false));
    worker.once('exit', () => resolve(false));
  });
  return {
    isClean: (objects) => {
      try {
        worker.postMessage(objects);
        worker.ref();
      } catch {
        // An object that cannot be copied to another thread.
        return Promise.resolve(false);
      }
      return answer;
    },
  };
};
