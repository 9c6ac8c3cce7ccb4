// What plugins and settings make of one route, and of the whole file.
import type { ListItem, NeutralAuth } from '../neutral/neutral.ts';
import type { Parts } from '../neutral/parts.ts';
import { type Ledger, type Said, said } from '../report/ledger.ts';
import type { SourceNode } from '../source/source-node.ts';
import type { Effective, KongConfig, KongRoute } from './kong-config.ts';

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
  if (node.exists) ledger.say(node, 'SettingDropped', { name, effect });
};

/** What the report contains about an answer that differs. */
export const differs = (name: string, difference: string): Said => said('SettingDiffers', { name, difference });

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
