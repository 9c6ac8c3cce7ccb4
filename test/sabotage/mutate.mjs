// Breaking one thing: what a line of mutations.yaml does to an object, and to the file it stands in.
import fs from 'node:fs';
import path from 'node:path';
import { parseDocument } from 'yaml';

/** Whether an object is the one that a mutation is about: Kind/name, where a trailing * is any rest. */
export const isTarget = ({ on }, object) => {
  const [kind, name] = on.split('/');
  if (object.kind !== kind) return false;
  return name.endsWith('*') ? object.metadata.name.startsWith(name.slice(0, -1)) : object.metadata.name === name;
};

const stepInto = (value, path) => {
  const found = path.reduce((o, key) => o?.[key], value);
  if (typeof found !== 'object' || found === null) throw new Error(`nothing is at ${path.join('.')}`);
  return found;
};

/** The object as the mutation leaves it: undefined where it is deleted. Throws where a path leads nowhere. */
export const mutated = (mutation, original) => {
  if (mutation.delete) return undefined;
  const object = structuredClone(original);
  for (const dotted of mutation.unset ?? []) {
    const path = dotted.split('.');
    const holder = stepInto(object, path.slice(0, -1));
    const last = path.at(-1);
    if (!(last in holder)) throw new Error(`${dotted} is not there`);
    if (Array.isArray(holder)) holder.splice(Number(last), 1);
    else delete holder[last];
  }
  for (const [dotted, value] of Object.entries(mutation.set ?? {})) {
    const path = dotted.split('.');
    stepInto(object, path.slice(0, -1))[path.at(-1)] = value;
  }
  return object;
};

/** The text of a file with the mutation in it, as somebody would edit it: comments stay. Undefined where it is about another file. */
const editedText = (mutation, text) => {
  const parts = text.split(/^---\n/m);
  const at = parts.findIndex((part) => {
    const object = parseDocument(part).toJS();
    return object !== null && isTarget(mutation, object);
  });
  if (at < 0) return undefined;
  const document = parseDocument(parts[at]);
  if (mutation.delete)
    parts[at] = `${parts[at]
      .split('\n')
      .filter((line) => line.startsWith('#'))
      .join('\n')}\n`;
  else {
    const step = (s) => (/^\d+$/.test(s) ? Number(s) : s);
    for (const dotted of mutation.unset ?? []) document.deleteIn(dotted.split('.').map(step));
    for (const [dotted, value] of Object.entries(mutation.set ?? {}))
      document.setIn(dotted.split('.').map(step), document.createNode(value));
    parts[at] = document.toString({ lineWidth: 0 });
  }
  return parts.join('---\n');
};

/** Does to the files of a folder what a mutation does. Throws where none of them has its object. */
export const mutateFolder = (mutation, dir) => {
  for (const name of fs.readdirSync(dir).filter((n) => /^\d\d-.*\.yaml$/.test(n))) {
    const file = path.join(dir, name);
    const edited = editedText(mutation, fs.readFileSync(file, 'utf8'));
    if (edited !== undefined) return fs.writeFileSync(file, edited);
  }
  throw new Error(`nothing in ${dir} is ${mutation.on}`);
};

/** The answers of base.yaml for a gateway in a namespace of this name. */
export const baseAnswers = (base, namespace) => ({
  version: 1,
  hostname: 'sabotage.example.com',
  gateway: { name: 'sabotage', namespace },
  tls: { selfSigned: true },
  traffic: { peakRequestsPerSecond: 20, p95Latency: '100ms', clientsBehind: 'direct' },
  ...base.answers,
});
