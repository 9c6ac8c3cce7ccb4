// Mutants of a template and of a TypeScript file: each breaks one place.
import { parseSync } from 'rolldown/utils';

const lineOf = (text, at) => text.slice(0, at).split('\n').length;
const shown = (text) => text.replace(/\s+/g, ' ').slice(0, 100);

/** Mutants of a template: a forced condition, an emptied list, a missing placeholder or line. `text` is the mutated template. */
export const ofTemplate = (text) => {
  const out = [];
  const put = (what, { index, 0: before }, by) =>
    out.push({
      line: lineOf(text, index),
      what,
      before: shown(before),
      text: text.slice(0, index) + by + text.slice(index + before.length),
    });
  for (const m of text.matchAll(/\{\{(#if|#unless|else if|#each|#with) ([^}]+)\}\}/g))
    for (const value of m[1] === '#each' || m[1] === '#with' ? ['false'] : ['false', 'true'])
      put(`${m[1]} -> ${value}`, m, `{{${m[1]} ${value}}}`);
  for (const m of text.matchAll(/\{\{(?![#/]|else)[^}]+\}\}/g)) put('no placeholder', m, '');
  for (const m of text.matchAll(/^.*\S.*\n/gm)) {
    const count = (tag) => m[0].split(tag).length;
    if (count('{{#') === count('{{/') && !/^\s*\{\{else/.test(m[0])) put('no line', m, '');
  }
  return out;
};

const COMPARE = new Set(['===', '!==', '<', '>', '<=', '>=', 'in', 'instanceof']);
const PREDICATES = new Set(['filter', 'some', 'every', 'find']);

/**
 * A TypeScript file with all its mutants, each behind a switch `__m(id)`, so that one build contains them all: forced conditions,
 * missing fields and list entries, changed literals. `add({ line, what, before })` returns the id.
 */
export const instrumented = (file, text, add) => {
  const edits = [];
  const id = (node, what) =>
    add({ line: lineOf(text, node.start), what, before: shown(text.slice(node.start, node.end)) });
  const around = (node, open, close) => edits.push({ node, open, close });
  const instead = (node, what, by) => around(node, `(__m(${id(node, what)})?${by}:`, ')');
  const forced = (node) => around(node, `(__m(${id(node, '-> true')})||!__m(${id(node, '-> false')})&&(`, '))');
  const dropped = (node, [open, close]) =>
    around(node, `...(__m(${id(node, 'dropped')})?${open}${close}:${open}`, `${close})`);
  const members = (list, brackets) => {
    for (const m of list)
      if (m.type === 'SpreadElement') instead(m.argument, 'dropped', brackets);
      else if (m.type !== 'Property' || (m.kind === 'init' && !m.method)) dropped(m, brackets);
  };
  const literal = (node) => {
    if (typeof node.value === 'string') instead(node, 'other text', JSON.stringify(`${node.value}-mutant`));
    if (typeof node.value === 'number') instead(node, '+ 1', String(node.value + 1));
    if (typeof node.value === 'boolean') instead(node, 'negated', String(!node.value));
  };
  const predicate = ({ callee, arguments: [callback] }) => {
    const body = PREDICATES.has(callee.property?.name) ? callback?.body : undefined;
    // Comparisons and && have mutants of their own.
    if (body && !['BlockStatement', 'LogicalExpression'].includes(body.type) && !COMPARE.has(body.operator))
      forced(body);
  };
  const ofNode = {
    ConditionalExpression: (n) => forced(n.test),
    IfStatement: (n) => forced(n.test),
    LogicalExpression: (n) => (n.operator === '??' ? instead(n.left, '-> undefined', 'undefined') : forced(n.left)),
    BinaryExpression: (n, parent) => {
      if (COMPARE.has(n.operator) && n !== parent.test && n !== parent.left) forced(n);
    },
    CallExpression: predicate,
    ObjectExpression: (n) => members(n.properties, '{}'),
    ArrayExpression: (n) => members(n.elements, '[]'),
    Literal: literal,
    TemplateLiteral: (n) => instead(n, 'other text', '"mutant"'),
  };
  const visit = (node, parent) => {
    if (Array.isArray(node)) for (const n of node) visit(n, parent);
    else if (node?.type?.startsWith('TS')) visit(node.expression, parent);
    else if (node?.type && !['ImportDeclaration', 'ObjectPattern', 'ArrayPattern'].includes(node.type)) {
      ofNode[node.type]?.(node, parent);
      for (const [key, child] of Object.entries(node))
        if (key === 'params')
          visit(
            child.map((p) => p.type === 'AssignmentPattern' && p.right),
            node,
          );
        else if (child && typeof child === 'object' && !(key === 'key' && !node.computed) && !/type/i.test(key))
          visit(child, node);
    }
  };
  visit(parseSync(file, text).program, {});
  // At the same position, insert closing text before opening text, and nest the mutants of outer nodes around those of inner ones.
  const marks = edits.flatMap(({ node, open, close }, i) => [
    { at: node.start, order: i, text: open },
    { at: node.end, order: -1 - i, text: close },
  ]);
  marks.sort((a, b) => a.at - b.at || a.order - b.order);
  let [out, from] = ['', 0];
  for (const m of marks) {
    out += text.slice(from, m.at) + m.text;
    from = m.at;
  }
  return out + text.slice(from);
};
