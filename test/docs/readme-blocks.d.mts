export declare const withBlocks: (page: string, blocks: Readonly<Record<string, string>>) => string;
