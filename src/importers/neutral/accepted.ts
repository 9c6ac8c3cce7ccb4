// Answers that generate accepts: what would be refused is left out and reported. Authentication is never left out.

import { type ReadResult, validateAnswers } from '../../answers/read.ts';
import { UNDECIDED } from '../../answers/schema/auth-schema.ts';
import type { Tree } from '../../answers/yaml-layout.ts';
import type { Problem } from '../../diagnostics/refusal.ts';
import { groupBy } from '../../values/group-by.ts';
import { type Ledger, type Said, said } from '../report/ledger.ts';
import type { SourceNode } from '../source/source-node.ts';
import { forgetServices } from './gone-services.ts';
import {
  fromTheEnd,
  type KeyPath,
  type LeftOut,
  leftOut,
  pathOf,
  remove,
  valueAt,
  withWholeServices,
} from './leave-out.ts';
import { type LostRequests, opens, publicPathsFor, requestsOf } from './lost-paths.ts';
import { namedIn } from './methods-in.ts';
import { moveUp, renameService } from './new-keys.ts';
import { isOpen } from './open-refusals.ts';
import { placeholderIn, placeholdersOf, withoutPlaceholder } from './placeholders.ts';
import { withStandIns } from './stand-ins.ts';
import type { Converted } from './to-answers.ts';

/** Each round leaves something out, so a few are enough; what is refused after so many is left to a person. */
const MOST_ROUNDS = 50;

const problemsOf = (result: ReadResult): readonly Problem[] => ('problems' in result ? result.problems : []);

/** The service, list item or top key that a key belongs to. */
const ownerOf = (key: string): string => key.split('.', 2).join('.');

class Accepting {
  private readonly answers: Tree;
  /** The keys of origins by owner, so that one refusal does not look at all. */
  private keysOf = new Map<string, string[]>();
  /** The names of services that were left out. */
  readonly gone = new Set<string>();

  constructor(
    private readonly converted: Converted,
    private readonly ledger: Ledger,
  ) {
    this.answers = converted.answers;
    this.index();
  }

  private index(): void {
    this.keysOf = groupBy([...this.converted.origins.keys()], ownerOf);
  }

  private get services(): readonly Tree[] {
    return (this.answers.services ?? []) as Tree[];
  }

  /** The key as the report writes it: services by name. */
  private keyOf(path: KeyPath): string {
    const [root, index, ...rest] = path;
    if (root !== 'services' || typeof index !== 'number') return path.join('.');
    return [root, String(this.services[index]?.name ?? index), ...rest].join('.');
  }

  /** The source values of an answer. Of an item of a list, those with its text if the source has one. */
  private nodesOf(path: KeyPath): readonly SourceNode[] {
    const nodes = this.sourcesOf(path);
    if (typeof path.at(-1) !== 'number' || path.length < 3) return nodes;
    const text = String(valueAt(this.answers, path));
    const own = nodes.flatMap((n) => n.leaves).filter((n) => n.text === text);
    return own.length > 0 ? own : nodes;
  }

  /** The source values of an answer, or of the nearest answer that contains it. */
  private sourcesOf(path: KeyPath): readonly SourceNode[] {
    const { origins, items, listItems, places } = this.converted;
    const key = this.keyOf(path);
    const ofItem = listItems.get(valueAt(this.answers, path.slice(0, 2)) as Tree);
    if (ofItem) return ofItem;
    const item = typeof path.at(-1) === 'number' ? items.get(this.itemOf(path)) : undefined;
    if (item && item.length > 0) return item;
    const below = (this.keysOf.get(ownerOf(key)) ?? [])
      .filter((k) => k === key || k.startsWith(`${key}.`))
      .flatMap((k) => origins.get(k) ?? []);
    if (below.length > 0) return below;
    for (let n = path.length - 1; n > 1; n--) {
      const nodes = origins.get(this.keyOf(path.slice(0, n)));
      if (nodes && nodes.length > 0) return nodes;
    }
    // An answer that the reader added: its service has no value for it.
    const place = places.get(ownerOf(key)) ?? places.get('');
    return place ? [place.get(String(path.findLast((step) => typeof step === 'string')))] : [];
  }

  private itemOf(path: KeyPath): string {
    return `${this.keyOf(path.slice(0, -1))}=${String(valueAt(this.answers, path))}`;
  }

  /** Leaves the authentication of a service to a person. */
  private undecide(service: Tree, what: string): void {
    if (service.auth === UNDECIDED) return;
    const name = String(service.name);
    const key = `services.${name}.auth`;
    const methods = namedIn(service.auth, this.answers);
    if (methods.length > 0) this.converted.undecided.set(key, methods);
    service.auth = UNDECIDED;
    delete service.publicReason;
    this.converted.asked.add(key);
    this.converted.remarks.set(key, `${what.replace(/\.$/, '')}.`);
    const place = this.converted.places.get(`services.${name}`);
    if (place)
      this.ledger.add(place.get('authentication'), said('AuthUndecided', { service: name, what }), [
        `services.${name}.auth`,
      ]);
  }

  /** Services that would get lost requests and protect them less are left to a person. */
  close(lost: LostRequests, what: string): void {
    for (const service of this.services) {
      if (opens(service, lost)) this.undecide(service, what);
      const paths = publicPathsFor(service, lost);
      if (paths.length === 0) continue;
      service.public = (service.public as string[]).filter((path) => !paths.includes(path));
      if ((service.public as string[]).length === 0) delete service.public;
      this.undecide(service, what);
    }
  }

  /** Leaves one part out; false: it is not there any more. */
  private leave({ path, does, undecides }: LeftOut, why: string, sayOf: (key: string) => Said): boolean {
    const value = valueAt(this.answers, path);
    if (value === undefined || value === UNDECIDED) return false;
    if (does === 'rename') {
      renameService(this.converted, this.ledger, this.services[Number(path[1])]!);
      this.index();
      return true;
    }
    const key = this.keyOf(path);
    for (const node of this.nodesOf(path)) this.ledger.overrule(node, sayOf(key), [key]);
    const owner = valueAt(this.answers, path.slice(0, 2)) as Tree;
    if (does === 'undecide') {
      this.undecide(owner, why);
      return true;
    }
    const paths = does === 'removePath' ? [String(value)] : undefined;
    // A response may be there to deny requests, so nothing may have less protection than it.
    const access = path[0] === 'responses' && { access: undefined };
    if (path[0] === 'services' && does === 'removeService') this.gone.add(String(owner.name));
    const lost =
      does === 'removePath' || does === 'removeService' ? { ...requestsOf(owner, paths), ...access } : undefined;
    remove(this.answers, path);
    if (path.length === 2 && typeof path[1] === 'number' && path[0] !== 'services') {
      moveUp(this.converted, this.ledger, String(path[0]), path[1]);
      this.index();
    }
    for (const [i, s] of this.services.entries()) if (undecides?.(s, i)) this.undecide(s, `${key}: ${why}`);
    for (const r of (this.answers.responses ?? []) as Tree[]) if (undecides?.(r, -1)) r.auth = UNDECIDED;
    if (lost) this.close(lost, `${key} was left out, and its requests would reach this service`);
    return true;
  }

  /** Leaves out several parts. A problem of one of them may be one of all. */
  private leaveAll(parts: readonly { part: LeftOut; why: string; sayOf: (key: string) => Said }[]): boolean {
    const done = new Set<string>();
    let isChanged = false;
    for (const { part, why, sayOf } of withWholeServices(this.answers, parts).toSorted((a, b) =>
      fromTheEnd(a.part.path, b.part.path),
    )) {
      const id = JSON.stringify(part.path);
      if (done.has(id)) continue;
      done.add(id);
      isChanged = this.leave(part, why, sayOf) || isChanged;
    }
    return isChanged;
  }

  /** Leaves out values that are not known, and asks for them. */
  ask(): void {
    const parts = placeholdersOf(this.answers).flatMap((path) => {
      this.converted.asked.add(this.keyOf(path));
      const value = placeholderIn(valueAt(this.answers, path))!;
      const sayOf = (key: string): Said => said('PlaceholderAsked', { key, value });
      const part = withoutPlaceholder(this.answers, path);
      if (part) return [{ part, why: `${value} is not known`, sayOf }];
      for (const node of this.nodesOf(path)) this.ledger.add(node, sayOf(this.keyOf(path)), [this.keyOf(path)]);
      return [];
    });
    this.leaveAll(parts);
  }

  /** Names the methods that are left for the services that a person must decide. */
  nameMethods(): void {
    const { undecided, remarks } = this.converted;
    for (const [key, names] of undecided) {
      const left = namedIn(names, this.answers);
      if (left.length === 0) undecided.delete(key);
      else {
        undecided.set(key, left);
        remarks.set(key, `${remarks.get(key)} Methods of the source: ${left.join(', ')}.`);
      }
    }
  }

  /** Leaves out what is refused; the problems that are left are questions. */
  settle(): readonly Problem[] {
    for (let round = 0; ; round++) {
      const problems = problemsOf(validateAnswers(this.answers, ''));
      if (round === MOST_ROUNDS) return problems;
      if (this.leaveWrong(problems)) continue;
      const whole = withStandIns(this.answers, problems);
      if (!whole || !this.leaveWrong(problemsOf(validateAnswers(whole, '')))) return problems;
    }
  }

  /** Leaves out what problems are about, unless a person has to answer it; false: nothing. */
  private leaveWrong(problems: readonly Problem[]): boolean {
    const wrong = problems.flatMap(({ code, key: at, what, fix }) => {
      const path = pathOf(at);
      const part = isOpen({ code, path }, this.converted) ? undefined : leftOut(this.answers, path);
      return part ? [{ part, why: what, sayOf: (key: string) => said('AnswerNotAccepted', { key, what, fix }) }] : [];
    });
    return this.leaveAll(wrong);
  }
}

/**
 * Removes what would be refused from converted answers and reports it. A method that would be refused leaves its services
 * undecided, and so does a path that would go to a service with less protection. Returns the open problems: what a person has to
 * answer.
 */
export const accept = (converted: Converted, ledger: Ledger): readonly Problem[] => {
  const accepting = new Accepting(converted, ledger);
  for (const lost of converted.lost)
    accepting.close(lost, `requests for ${lost.paths.join(', ')}, which could not be imported, would reach it`);
  accepting.ask();
  const open = accepting.settle();
  accepting.nameMethods();
  forgetServices(accepting.gone, converted, ledger);
  return open;
};
