// The command line loads this file in every run, so it imports nothing.

/** The values of `--format` of `import`. */
export const REPORT_FORMATS = ['text', 'json', 'sarif'] as const;
