// What plugins and settings make of one route, and of the whole file.
import type { ListItem, NeutralAuth, Part } from '../neutral/neutral.ts';
import { type Ledger, type Said, said } from '../report/ledger.ts';
import type { SourceNode } from '../source/source-node.ts';
import type { Effective, KongConfig, KongRoute } from './kong-config.ts';

/** Keys of answers with their values and sources, each key once. */
export class Parts {
  private readonly byKey = new Map<string, Part>();

  set(key: string, value: unknown, from: readonly SourceNode[], what?: Said): void {
    // A question is asked where the value is missing.
    const sources = value === undefined ? from : from.filter((n) => n.exists);
    this.byKey.set(key, { key, value, from: sources, ...(what && { said: what }) });
  }

  /** The same for a key that several plugins may have; another value than the first is not taken. Returns whether it was. */
  join(key: string, value: unknown, from: readonly SourceNode[], what?: Said): boolean {
    const known = this.byKey.get(key);
    if (known && JSON.stringify(known.value) !== JSON.stringify(value)) return false;
    this.set(key, value, [...(known?.from ?? []), ...from], what);
    return true;
  }

  get(key: string): Part | undefined {
    return this.byKey.get(key);
  }

  get all(): Part[] {
    return [...this.byKey.values()];
  }
}

/** What a plugin reads and changes. */
export interface Draft {
  readonly config: KongConfig;
  readonly ledger: Ledger;
  readonly route: KongRoute;
  readonly effective: Effective;
  /** Keys of the service. */
  readonly parts: Parts;
  /** Keys at the top of the answers. */
  readonly root: Parts;
  /** Restrictions that no answer contains; the service is then undecided. */
  readonly undecided: { readonly what: string; readonly from: readonly SourceNode[]; readonly said?: Said }[];
  /** Authentication of the route; plugins that restrict clients depend on it. */
  auth: NeutralAuth;
  /** Set if the gateway answers itself, in place of the service. */
  answer?: ((path: string, hosts: readonly string[]) => ListItem | undefined) | undefined;
}

/** The name by which a person knows a route. */
export const shownRoute = ({ name, service, node }: KongRoute): string => name || service?.name || node.pointer;

/** Reports a setting that no answer contains. `effect`: what that means for requests. */
export const dropped = (ledger: Ledger, node: SourceNode, name: string, effect: string): undefined => {
  if (node.exists) ledger.say(node, 'KongSettingDropped', { name, effect });
};

/** What the report contains about an answer that differs. */
export const differs = (name: string, difference: string): Said => said('KongSettingDiffers', { name, difference });

/** Reports values as they are if they are the given one (nothing to do), else that no answer contains them. */
export const unlessUsual = (
  ledger: Ledger,
  node: SourceNode,
  usual: readonly unknown[],
  name: string,
  effect: string,
): void => {
  if (!node.exists) return;
  if (usual.includes(node.value) || (Array.isArray(node.value) && node.value.length === 0)) ledger.noEffect(node);
  else dropped(ledger, node, name, effect);
};

/** Values of a list as text, with their nodes. */
export const textsOf = (node: SourceNode): { readonly text: string; readonly node: SourceNode }[] =>
  (node.text === undefined ? node.items : [node]).flatMap((n) =>
    n.text === undefined ? [] : n.text.split(',').map((text) => ({ text: text.trim(), node: n })),
  );

/** Values that decK takes from the environment, or Kong from a vault. */
export const isPlaceholder = (text: string | undefined): boolean =>
  text !== undefined && /\$\{|\$[A-Z_]|\{vault:\/\//.test(text);
