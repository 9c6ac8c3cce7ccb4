import * as z from 'zod';
import { refusal } from '../../diagnostics/refusal.ts';
import { later } from '../../values/later.ts';
import { ruled, word } from '../../values/scalars.ts';

const FILE = /^(?!\/)(?!.*(?:^|\/)\.\.(?:\/|$))[\w.-]+(?:\/[\w.-]+)*\.ya?ml$/;
const file = ruled(
  (s) => (FILE.test(s) && s.length < 200 ? undefined : refusal('InvalidFileName', { value: s })),
  FILE,
);

/** Manifests of your own, which become a part of the output. */
export const manifests = later(() =>
  z
    .array(
      z.union([
        file.transform((f): { file: string; publicReason?: string | undefined } => ({ file: f })),
        z.strictObject({
          file: file.describe('The file, relative to the folder of this file: `extra/tracing.yaml`.'),
          publicReason: word
            .optional()
            .describe('Why the objects may make something public; without it, such objects are refused.'),
        }),
      ]),
    )
    .min(1)
    .max(100)
    .describe('Files with Kubernetes objects of your own, which are validated and applied with the generated ones.'),
);
