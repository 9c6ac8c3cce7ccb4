import type { Screen } from './screen.mjs';
export declare const svgOf: (lines: Screen['lines'], columns: number, title: string) => string;
