import { answersSchema } from '../../src/answers/schema/schema.ts';
import { type OutputFile, render } from '../../src/files/render.ts';
import { buildIntent } from '../../src/intent/build.ts';
import type { Intent } from '../../src/intent/model.ts';
import { buildResources } from '../../src/resources/all.ts';
