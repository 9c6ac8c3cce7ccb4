interface Run {
  readonly text: string;
  readonly style: string;
}
export declare class Screen {
  constructor(columns: number, rows: number);
  write(text: string): void;
  readonly lines: readonly (readonly Run[])[];
  readonly text: string;
}
