// Asking through one long-lived client outside the cluster (client.mjs).
import { spawn } from 'node:child_process';
import readline from 'node:readline';
import { fileURLToPath } from 'node:url';
import { clientCommand } from './cluster.mjs';

/** Starts the client. Gives `ask(request) -> answer` and `close()`. */
export const asker = () => {
  const [command, args] = clientCommand([process.execPath, fileURLToPath(new URL('client.mjs', import.meta.url))]);
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const waiting = new Map();
  let last = 0;
  readline.createInterface({ input: child.stdout }).on('line', (line) => {
    const answer = JSON.parse(line);
    waiting.get(answer.id)?.(answer);
    waiting.delete(answer.id);
  });
  const ended = new Promise((done) => child.on('close', done));
  return {
    ask: (request) =>
      new Promise((done, fail) => {
        const id = ++last;
        waiting.set(id, done);
        ended.then(() => fail(new Error('the client ended')));
        child.stdin.write(`${JSON.stringify({ id, ...request })}\n`);
      }),
    close: () => {
      child.stdin.end();
      return ended;
    },
  };
};
