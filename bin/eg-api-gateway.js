#!/usr/bin/env node
// Looked at before anything is loaded: an older Node would stumble over words that it does not know.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`eg-api-gateway needs Node 20.19 or later; this is ${process.versions.node}.`);
  process.exitCode = 2;
} else import('../dist/main.js');
