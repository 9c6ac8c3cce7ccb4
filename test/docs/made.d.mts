export declare const madeFiles: () => Promise<ReadonlyMap<string, string>>;
