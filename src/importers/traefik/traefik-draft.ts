// What middlewares and services make of one route.

import type { ListItem, NeutralMethod } from '../neutral/neutral.ts';
import type { Parts } from '../neutral/parts.ts';
import { type Ledger, type Said, said } from '../report/ledger.ts';
import type { SourceNode } from '../source/source-node.ts';
import { secondsAsDuration } from '../spelling/durations.ts';
import type { TraefikObjects } from './traefik-objects.ts';

export interface TraefikDraft {
  readonly objects: TraefikObjects;
  readonly ledger: Ledger;
  /** Name of the IngressRoute. */
  readonly name: string;
  readonly namespace: string;
  readonly parts: Parts;
  readonly root: Parts;
  readonly methods: NeutralMethod[];
  /** Access that no answer contains; the service is then undecided. */
  readonly undecided: { readonly what: string; readonly from: SourceNode; readonly said: Said }[];
  /** Changes of the path in their order. */
  readonly rewrites: { readonly kind: string; readonly node: SourceNode }[];
  /** Redirects in place of the service. */
  readonly redirects: ListItem[];
  /** Whether a middleware redirects every request to https, which the gateway does anyway. */
  readonly toHttps: { value: boolean };
}

export const differs = (name: string, difference: string): Said => said('SettingDiffers', { name, difference });

export const dropped = ({ ledger }: TraefikDraft, node: SourceNode, name: string, effect: string): undefined => {
  if (node.exists) ledger.say(node, 'SettingDropped', { name, effect });
};

/** Makes the route undecided. The keys of its services are not known yet: `auth` of them names the same value again. */
export const undecide = ({ undecided, name, ledger }: TraefikDraft, from: SourceNode, what: string): undefined => {
  const why = said('AuthUndecided', { route: name, what });
  undecided.push({ what, from, said: why });
  ledger.add(from, why);
};

/** A duration of Traefik: `10s`, or a number of seconds; undefined: it is none. */
export const timeOf = (node: SourceNode): string | undefined =>
  node.number !== undefined
    ? secondsAsDuration(node.number)
    : /^(\d+(ms|s|m|h))+$/.test(node.text ?? '')
      ? node.text
      : undefined;
