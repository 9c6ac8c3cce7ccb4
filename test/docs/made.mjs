// What the documentation shows of the program is made by the program: blocks of README.md and the picture of the interview.
//   node test/docs/made.mjs    writes them (npm run picture)
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { interviewPicture } from './picture/interview-picture.mjs';
import { readmeBlocks, withBlocks } from './readme-blocks.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** The files of the documentation that contain what the program makes: path -> text. The program is built before. */
export const madeFiles = async () => {
  const [blocks, picture] = await Promise.all([readmeBlocks(), interviewPicture()]);
  return new Map([
    ['README.md', withBlocks(readFileSync(`${ROOT}README.md`, 'utf8'), blocks)],
    ['docs/interview.svg', picture],
  ]);
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  for (const [path, text] of await madeFiles()) writeFileSync(`${ROOT}${path}`, text);
