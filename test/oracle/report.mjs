// What the comparison prints.
import { stringify } from 'yaml';

const short = (text) => (text.length > 300 ? `${text.slice(0, 300)}...` : text);
const finding = (f) => `${f.severity} ${f.code} ${f.resource} ${f.field}: ${short(f.message)}`;
const place = (f) => `${f.object}${f.listener === undefined ? '' : ` (listener ${f.listener})`}`;
const fault = (f) => `${f.type} ${f.reason} ${place(f)}: ${short([...f.messages].join(' | '))}`;

/** Everything about one case: its objects, each condition with what became of it, all findings. */
export const detail = ({ one, findings, faults }) => {
  console.log(one.own.map((o) => stringify(o)).join('---\n'));
  for (const f of faults)
    console.log(`${f.result.toUpperCase()} ${fault(f)}${f.by ? `\n    by ${finding(f.by)}` : ''}`);
  for (const f of findings) console.log(`FINDING ${finding(f)}`);
};

/** The lists that an option asks for; false if none does. */
export const listed = (results, options) => {
  const { missed, named, advice, kind } = options;
  const faults = (result, reason) => {
    let count = 0;
    for (const { one, faults: all } of results)
      for (const f of all) {
        if (f.result !== result || f.advice !== (advice === true)) continue;
        if ((reason !== '*' && f.reason !== reason) || (kind && f.kind !== kind)) continue;
        count++;
        console.log(`${one.name}\n  ${fault(f)}${f.by ? `\n    by ${f.exact ? '= ' : ''}${finding(f.by)}` : ''}`);
      }
    console.log(`${count} ${result}`);
  };
  const said = (of) => {
    let count = 0;
    for (const result of results)
      for (const f of result[of]) {
        if (kind && !f.resource.startsWith(`${kind} `)) continue;
        count++;
        console.log(`${result.one.name}\n  ${finding(f)}`);
      }
    console.log(`${count} ${of}`);
  };
  if (missed) faults('missed', missed);
  else if (named) faults('named', named);
  else if (options.refused) faults('refused', '*');
  else if (options.undecidable) faults('undecidable', '*');
  else if (options.false) said('alarms');
  else if (options.beside) said('beside');
  else if (options.right) said('right');
  else if (options.warnings) said('warnings');
  else if (advice || kind) faults('missed', '*');
  else return false;
  return true;
};

/** Recall by kind and reason, and precision. */
export const table = (results) => {
  const rows = new Map();
  const add = (rows, key, f) => {
    const row = rows.get(key) ?? { named: 0, error: 0, warning: 0, info: 0, refused: 0, missed: 0, undecidable: 0 };
    row[f.result]++;
    if (f.result === 'named') row[f.by.severity]++;
    rows.set(key, row);
  };
  const [total, advice] = [new Map(), new Map()];
  for (const { faults } of results)
    for (const f of faults) {
      add(f.advice ? advice : rows, `${f.kind} ${f.reason}`, f);
      if (!f.advice) add(total, 'all', f);
    }
  const line = ([key, r]) => {
    const asked = r.named + r.missed;
    const recall = asked === 0 ? '-' : `${Math.floor((100 * r.named) / asked)} %`;
    return [
      key.padEnd(52),
      ...[r.named, r.error, r.warning, r.info, r.missed, r.refused, r.undecidable].map((n) => String(n).padStart(7)),
      recall.padStart(7),
    ].join(' ');
  };
  console.log(
    [
      ''.padEnd(52),
      ...['named', 'error', 'warning', 'info', 'missed', 'refused', 'unknown', 'recall'].map((n) => n.padStart(7)),
    ].join(' '),
  );
  for (const row of [...rows].sort()) console.log(line(row));
  for (const row of total) console.log(line(row));
  console.log('\nAdvice of Envoy Gateway (not part of the recall):');
  for (const row of [...advice].sort()) console.log(line(row));
  const named = results.flatMap((r) => r.faults).filter((f) => f.result === 'named' && !f.advice);
  const alarms = results.flatMap((r) => r.alarms);
  const clean = results.filter((r) => r.faults.every((f) => f.advice));
  const wrong = clean.filter((r) => r.alarms.length > 0);
  const errors = results.flatMap((r) => r.findings.filter((f) => f.severity === 'error')).length;
  console.log(`
${named.filter((f) => f.exact).length} of the ${named.length} named conditions are concluded by the model with the same type and reason
${results.length} cases, ${clean.length} without a negative condition; ${wrong.length} of these get an error that is not of admission
${alarms.length} false errors (of ${errors} errors); by code: ${tally(alarms)}
${results.flatMap((r) => r.beside).length} errors beside another fault: ${tally(results.flatMap((r) => r.beside))}
${results.flatMap((r) => r.warnings).length} warnings that name no condition: ${tally(results.flatMap((r) => r.warnings))}`);
};

const tally = (findings) => {
  const counts = {};
  for (const { code } of findings) counts[code] = (counts[code] ?? 0) + 1;
  return Object.entries(counts)
    .sort((a, b) => b[1] - a[1])
    .map(([code, n]) => `${code} ${n}`)
    .join(', ');
};
