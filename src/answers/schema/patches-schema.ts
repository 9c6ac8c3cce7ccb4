import * as z from 'zod';
import { type Refusal, refusal, refuse } from '../../diagnostics/refusal.ts';
import { compiledGo } from '../../values/go-regex.ts';
import type { Json, JsonObject } from '../../values/json-value.ts';
import { later } from '../../values/later.ts';
import { ruled, word } from '../../values/scalars.ts';
import { compose } from '../compose.ts';
import { plainValue } from '../plain-value.ts';

const pattern = ruled((s) =>
  s !== '' && compiledGo(`^(?:${s})$`) ? undefined : refusal('InvalidTarget', { value: s }),
);

const POINTER = /^(?:\/(?:[^~/]|~[01])*)+$/;
const pointer = ruled((s) => (POINTER.test(s) ? undefined : refusal('InvalidPointer', { value: s })), POINTER);

const operation = later(() =>
  z
    .strictObject({
      op: z
        .enum(['add', 'remove', 'replace', 'move', 'copy', 'test'])
        .describe('The operation of JSON Patch (RFC 6902).'),
      path: pointer.describe('The field that it changes: `/spec/replicas`; `~1` is a slash in a key.'),
      from: pointer.optional().describe('With move and copy: the field that the value comes from.'),
      value: z.unknown().optional().describe('With add, replace and test: the value.'),
    })
    .superRefine((o, ctx) => {
      const needsFrom = o.op === 'move' || o.op === 'copy';
      const needsValue = o.op === 'add' || o.op === 'replace' || o.op === 'test';
      if (needsFrom && o.from === undefined) refuse(ctx, refusal('OperationIncomplete', { op: o.op, key: 'from' }));
      if (needsValue && o.value === undefined) refuse(ctx, refusal('OperationIncomplete', { op: o.op, key: 'value' }));
    }),
);

type Change = { readonly merge: JsonObject } | { readonly operations: readonly Json[] };

const operations = later(() =>
  z
    .array(operation)
    .min(1)
    .max(200)
    .transform((list): Change => ({ operations: list as unknown as Json[] })),
);
const merge = z.record(z.string(), z.unknown()).transform((m): Change => ({ merge: m as JsonObject }));

/** A patch as text, as it is in kustomizations: YAML of one of the other forms. */
const asText = z.string().transform((s, ctx): Change => {
  const { document, located } = compose(s);
  const wrong =
    located[0]?.refusal ??
    (document?.errors[0] && refusal('InvalidPatchText', { message: document.errors[0].message.split('\n')[0]! }));
  let inside = wrong;
  const report = (why: Refusal): void => {
    inside ??= why;
  };
  const value = document && !wrong ? plainValue(document.contents, (_, r) => report(r)) : undefined;
  const read = inside ? undefined : z.union([operations, merge]).safeParse(value);
  if (read?.success) return read.data;
  refuse(ctx, inside ?? refusal('InvalidPatchText', { message: 'it is neither a map nor a list of operations' }));
  return z.NEVER;
});

const patch = later(() =>
  z
    .strictObject({
      target: z
        .strictObject({
          kind: pattern.describe('Kind of the objects: `BackendTrafficPolicy`.'),
          name: pattern.describe(
            'Name of the objects, a regular expression for the whole name: `orders`, `orders-.*`.',
          ),
          namespace: pattern.optional().describe('Namespace of the objects, a regular expression (default: any).'),
          labelSelector: word.optional().describe('Labels of the objects: `a=b,c!=d` (default: any).'),
        })
        .describe('Which generated objects are changed.'),
      patch: z
        .union([operations, asText, merge])
        .describe(
          'The change: a map (strategic merge; null removes), a list of JSON Patch operations, or either as text.',
        ),
      reason: word.optional().describe('Why the patch is needed; written into the object and the runbook.'),
      publicReason: word
        .optional()
        .describe('Why the patch may make something public; without it, such a patch is refused.'),
    })
    .describe('One patch.'),
);

/** Changes of generated objects that no other answer can make. */
export const patches = later(() =>
  z
    .array(patch)
    .max(200)
    .describe('Changes of generated objects that no other answer can make, as in kustomize: `{ target, patch }`.'),
);
