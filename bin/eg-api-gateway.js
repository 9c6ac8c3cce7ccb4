#!/usr/bin/env node
import module from 'node:module';

// Looked at before anything is loaded: an older Node would stumble over words that it does not know.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`eg-api-gateway needs Node 20.19 or later; this is ${process.versions.node}.`);
  process.exitCode = 2;
} else {
  // From Node 22.1 on, what was compiled once is kept in the user's own cache; a folder that cannot be written is no error.
  const { XDG_CACHE_HOME, HOME } = process.env;
  const cache = XDG_CACHE_HOME || (HOME && `${HOME}/.cache`);
  if (cache) module.enableCompileCache?.(`${cache}/eg-api-gateway`);
  import('../dist/main.js');
}
