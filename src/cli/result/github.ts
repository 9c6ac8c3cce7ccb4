import { type Located, otherText } from '../../diagnostics/place.ts';
import { visibleLine } from '../../diagnostics/visible.ts';

const COMMANDS = { error: 'error', warning: 'warning', info: 'notice' } as const;

/** Text of a workflow command, which ends at a line break. */
const data = (text: string): string => visibleLine(text).replaceAll('%', '%25');
/** A property of a workflow command, which also ends at a colon or comma. */
const property = (text: string | number): string => data(String(text)).replaceAll(':', '%3A').replaceAll(',', '%2C');

const command = (f: Located): string => {
  const { severity, code, resource, field, place } = f;
  const message = [f.message, otherText(f)].filter(Boolean).join(' ');
  const at: Readonly<Record<string, string | number>> = place
    ? { file: place.file, line: place.line, col: place.column }
    : {};
  const properties = Object.entries({ ...at, title: code }).map(([name, value]) => `${name}=${property(value)}`);
  return `::${COMMANDS[severity]} ${properties.join(',')}::${data(`${resource}${field ? ` ${field}` : ''}: ${message}`)}\n`;
};

/** Findings as workflow commands of GitHub Actions, which shows them at the lines of a pull request. */
export const githubCommands = (findings: readonly Located[]): string => findings.map(command).join('');
