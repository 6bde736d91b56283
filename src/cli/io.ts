/** The three streams of a command. */
export interface Io {
  stdout(text: string): void;
  stderr(text: string): void;
  /** All of standard input, as text. */
  stdin(): Promise<string>;
}
