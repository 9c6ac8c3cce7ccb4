import type { Options } from './run.ts';
import { EXIT, type Voice, type World } from './world.ts';
export const init = async (_: World, __: Voice, ___: Options): Promise<number> => EXIT.usage;
