// Loaded before the program (node --import): its streams are pipes, and it takes them for a terminal.
// A pseudo terminal would need a program that not every machine has; what the program writes is the same.
const size = { isTTY: true, columns: Number(process.env.PICTURE_COLUMNS), rows: Number(process.env.PICTURE_ROWS) };
const color = { getColorDepth: () => 8, hasColors: () => true };
for (const stream of [process.stdout, process.stderr]) Object.assign(stream, size, color);
Object.assign(process.stdin, { isTTY: true, setRawMode: () => process.stdin });
