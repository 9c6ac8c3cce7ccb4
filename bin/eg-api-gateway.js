#!/usr/bin/env node
'use strict';

// Looked at before anything is loaded: an older Node would stumble over words that it does not know.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`eg-api-gateway needs Node 20.19 or later; this is ${process.versions.node}.`);
  process.exitCode = 2;
} else {
  // Node 20 optimizes functions so early that compiling costs more than it saves in runs of less than ten seconds: a
  // seven times larger budget takes a third off the processor time. Later versions have another compiler for that.
  if (process.versions.v8.startsWith('11.3.')) require('node:v8').setFlagsFromString('--interrupt-budget=1000000');
  // What was compiled once is kept in the user's own cache; a folder that cannot be written is no error. With sudo, HOME may be
  // that of another user, who must not decide what root runs, and whose files root must not remove.
  const { XDG_CACHE_HOME, HOME } = process.env;
  const base = XDG_CACHE_HOME || HOME;
  const isOwn = () => {
    try {
      const { uid } = require('node:fs').statSync(base);
      return !process.getuid || uid === process.getuid();
    } catch {
      return false;
    }
  };
  const keeps = base && !process.env.NODE_DISABLE_COMPILE_CACHE && isOwn();
  const folder = keeps && `${XDG_CACHE_HOME || `${HOME}/.cache`}/eg-api-gateway`;
  const { enableCompileCache } = require('node:module');
  if (folder && enableCompileCache) enableCompileCache(folder);
  if (folder && !enableCompileCache) require('./code-cache.js').load('main.cjs', folder);
  else require('../dist/main.cjs');
}
