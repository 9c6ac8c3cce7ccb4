// A screen as an SVG that is readable on light and dark pages: forges and npm show it as an image.

const [WIDTH, HEIGHT, SIZE, MARGIN, BAR] = [8, 19, 13, 16, 30];
const LIGHT = { page: '#ffffff', edge: '#d0d7de', text: '#1f2328', gray: '#59636e', red: '#b3261e', green: '#116329', yellow: '#7d4e00', blue: '#0550ae', magenta: '#8250df', cyan: '#0b6b78' }; // biome-ignore format: a table
const DARK = { page: '#0d1117', edge: '#3d444d', text: '#e6edf3', gray: '#9198a1', red: '#ff7b72', green: '#7ee787', yellow: '#e3b341', blue: '#79c0ff', magenta: '#d2a8ff', cyan: '#56d4dd' }; // biome-ignore format: a table

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const rulesOf = ({ page, edge, text, ...colors }) =>
  [
    `.page { fill: ${page}; stroke: ${edge} }`,
    `.dot { fill: ${edge} }`,
    `text { fill: ${text} }`,
    `.dim { fill: ${colors.gray} }`,
    ...Object.entries(colors).map(([name, value]) => `.${name} { fill: ${value} }`),
  ].join('\n');

/**
 * Every part has its place and width, so that columns are aligned in any font. A part has no two blanks in a row: not every
 * program that shows SVG keeps them.
 */
const lineOf = (runs, y) => {
  let column = 0;
  const out = [];
  for (const { text, style } of runs) {
    const styled = style === '' ? '' : ` class="${style}"`;
    for (const { 0: part, index } of text.matchAll(/\S+(?: \S+)*/g)) {
      const x = MARGIN + (column + index) * WIDTH;
      out.push(`<text x="${x}" y="${y}" textLength="${part.length * WIDTH}" lengthAdjust="spacingAndGlyphs"${styled}>${escaped(part)}</text>`); // biome-ignore format: one element
    }
    column += text.length;
  }
  return out;
};

/** `lines`: of Screen.lines. `title`: what a screen reader says. */
export const svgOf = (lines, columns, title) => {
  const [width, height] = [columns * WIDTH + 2 * MARGIN, lines.length * HEIGHT + BAR + MARGIN];
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
    `<title>${escaped(title)}</title>`,
    '<style>',
    `text { font: ${SIZE}px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace }`,
    '.bold { font-weight: 600 }',
    '.underline { text-decoration: underline }',
    rulesOf(LIGHT),
    `@media (prefers-color-scheme: dark) {\n${rulesOf(DARK)}\n}`,
    '</style>',
    `<rect class="page" x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8"/>`,
    ...[0, 1, 2].map((i) => `<circle class="dot" cx="${MARGIN + 4 + i * 16}" cy="16" r="5"/>`),
    ...lines.flatMap((runs, i) => lineOf(runs, BAR + SIZE + i * HEIGHT)),
    '</svg>',
  ].join('\n')}\n`;
};
