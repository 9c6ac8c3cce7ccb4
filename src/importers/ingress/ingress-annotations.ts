// Annotations of an Ingress. What no part of the reader takes is reported by the table of known annotations.
import { said } from '../report/ledger.ts';
import { shownValueOf, withoutSecrets } from '../report/without-secrets.ts';
import type { SourceNode } from '../source/source-node.ts';
import { KNOWN } from './known-annotations.ts';
import { REMOVED, USUAL_VALUES } from './usual-annotations.ts';

export const PREFIX = 'nginx.ingress.kubernetes.io/';

const LONGEST = 70;

/** A value as a message shows it: one line, and no secret of a URL. */
export const shortened = (value: string, longest = LONGEST): string => {
  const line = withoutSecrets(value.trim().replace(/\s+/g, ' '));
  return line.length > longest ? `${line.slice(0, longest)}...` : line;
};

/** The annotations of ingress-nginx on one object. */
export class Annotations {
  private readonly taken = new Set<string>();

  constructor(readonly node: SourceNode) {}

  /** The annotation of a name, or of the first of several names that is there; the caller reports it. */
  take(...names: readonly string[]): SourceNode {
    const nodes = names.map((n) => this.node.get(PREFIX + n));
    // Only names that are there: every object is asked for a hundred of them.
    for (const [i, { value }] of nodes.entries()) if (value !== undefined) this.taken.add(names[i]!);
    return nodes.find((n) => n.exists) ?? nodes[0]!;
  }

  /** The same, without the caller reporting it. */
  read(name: string): SourceNode {
    return this.node.get(PREFIX + name);
  }

  /** Whether an annotation is `true`, or the word that it has for that. */
  isOn(name: string, word = 'true'): boolean {
    return this.read(name).text?.trim() === word;
  }

  /** The annotations of ingress-nginx that nothing took, by name. */
  get rest(): [string, SourceNode][] {
    return this.node.children
      .filter((n) => n.key.startsWith(PREFIX))
      .map((n): [string, SourceNode] => [n.key.slice(PREFIX.length), n])
      .filter(([name]) => !this.taken.has(name));
  }
}

/** The name of an annotation or setting without its prefix. */
export const shortName = (node: SourceNode): string => node.key.replace(PREFIX, '');

/** Names of annotations of ingress-nginx that sound like a secret and contain the name of one. */
const NAMES_ONLY = /^auth-(?:tls-)?secret(?:-type)?$|^proxy-ssl-secret$|cookie|^auth-cache-key$/;

const valuesOf = (node: SourceNode) => {
  const name = shortName(node);
  const text = node.text ?? '';
  return { name, value: shortened(NAMES_ONLY.test(name) ? text : shownValueOf(name, text)) };
};

/** An answer with a difference, which the table states. */
export const near = (node: SourceNode, difference = KNOWN[shortName(node)]?.difference ?? '') =>
  said('SettingDiffers', { ...valuesOf(node), difference });

/** The same for several annotations that become one answer; the difference of the first applies. */
export const nearAll = (nodes: readonly SourceNode[]) =>
  nodes.length === 1
    ? near(nodes[0]!)
    : said('SettingDiffers', {
        name: nodes.map((n) => `${shortName(n)} is ${shortened(n.text ?? '')}`).join(' and '),
        difference: KNOWN[shortName(nodes[0]!)]?.difference ?? '',
      });

/** A person has to answer. */
export const asked = (node: SourceNode, question = KNOWN[shortName(node)]?.difference ?? '') =>
  said('IngressAsked', { ...valuesOf(node), question });

/** No answer was made. */
export const dropped = (node: SourceNode, consequence = KNOWN[shortName(node)]?.difference ?? '') =>
  said('SettingDropped', { ...valuesOf(node), effect: consequence });

/** nginx does not use the value either. */
export const unused = (node: SourceNode, reason: string) => said('IngressWithoutEffect', { ...valuesOf(node), reason });

/** The value is not one that ingress-nginx accepts. */
export const invalid = (node: SourceNode, expected: string) =>
  said('IngressValueInvalid', { ...valuesOf(node), expected });

/** What the table states about an annotation that no part of the reader took. */
export const byTable = (name: string, node: SourceNode) => {
  const known = KNOWN[name] ?? REMOVED.find(({ names }) => names.test(name));
  if (!known) return said('IngressUnknown', valuesOf(node));
  const { verdict, difference: consequence, access } = known;
  if (USUAL_VALUES[name] === node.text?.trim()) return said('NoEffect');
  const values = { ...valuesOf(node), consequence };
  if (verdict === 'noEffect') return said('IngressWithoutEffect', { ...values, reason: consequence });
  if (verdict === 'impossible') return said(access ? 'IngressAccessImpossible' : 'IngressImpossible', values);
  if (verdict === 'asked') return said('IngressAsked', { ...values, question: consequence });
  return access ? said('IngressAccessDropped', values) : said('SettingDropped', { ...values, effect: consequence });
};
