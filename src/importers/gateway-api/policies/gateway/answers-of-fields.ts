// How fields of one object become answers: those that generate writes anyway need none.
import { fields, type Loose } from '../../../../effective/objects/loose-objects.ts';
import type { Part } from '../../../neutral/neutral.ts';
import type { SourceView } from '../../source-views.ts';

export class ObjectRoom {
  constructor(
    readonly view: SourceView,
    readonly object: Loose,
  ) {}

  /** The value of a field below `spec`. */
  at(field: string): unknown {
    return field.split('.').reduce<unknown>((v, name) => fields(v)[name], this.object.spec);
  }

  from(...given: readonly string[]): Part['from'] {
    return this.view.source.from(this.object, ...given.map((f) => `spec.${f}`));
  }

  /** Says of fields that generate writes them without an answer. */
  carried(...given: readonly string[]): void {
    for (const node of this.from(...given)) this.view.ledger.carried(node);
  }

  /** An answer with the value of a field, unless it is what generate writes without one. */
  answer(key: string, field: string, usual: unknown, value: unknown = this.at(field)): Part[] {
    if (value === undefined) return [];
    if (JSON.stringify(value) !== JSON.stringify(usual)) return [{ key, value, from: this.from(field) }];
    this.carried(field);
    return [];
  }

  /** Fields with exactly these values are those of generate. Others stay for the report. */
  fixed(values: Readonly<Record<string, unknown>>): void {
    for (const [field, value] of Object.entries(values))
      if (JSON.stringify(this.at(field)) === JSON.stringify(value)) this.carried(field);
  }
}
