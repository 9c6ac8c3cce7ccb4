import { fill } from '../files/template.ts';
import type { Intent } from '../intent/model.ts';
import template from '../../templates/validate.sh.hbs';
import { probesOf } from './all.ts';
import { GROUPS, type Probe } from './probe.ts';
import { type Word, wordsOf } from './words.ts';

export interface ValidateOptions {
  /** Name of the answers file; never a path. */
  readonly answersFile: string;
  readonly toolVersion: string;
  readonly probes?: readonly Probe[];
}

/** One line of the script: `probe kind key=value ...`; the template quotes each value for the shell. */
interface Line {
  readonly kind: string;
  readonly words: readonly Word[];
}

const plain = (s: string): string => s.replace(/[\x00-\x1f\x7f]+/g, ' ');

const lineOf = (probe: Probe): Line => ({
  kind: probe.kind,
  words: wordsOf(probe).map(({ key, value }) => ({ key, value: plain(value) })),
});

/** Names of the credentials that any probe wants, each once. */
const credentialNames = (probes: readonly Probe[]): string[] =>
  [...new Set(probes.flatMap((p) => p.needs.flat()))].sort();

/** The text of validate.sh: a line for each probe and the fixed body that runs them. */
export const renderValidate = (intent: Intent, options: ValidateOptions): string => {
  const probes = options.probes ?? probesOf(intent);
  const { gateway, install, sizing } = intent;
  return fill(template, 'shell', {
    answersFile: plain(options.answersFile),
    toolVersion: plain(options.toolVersion),
    hostname: gateway.hostname,
    gateway: gateway.name,
    namespace: gateway.namespace,
    controllerNamespace: install.namespace,
    mostReplicas: sizing.maxReplicas.value,
    groups: GROUPS.filter((g) => probes.some((p) => p.group === g)).join(' '),
    credentials: credentialNames(probes).join(' '),
    probes: probes.map(lineOf),
  });
};
