/** What became of knowledge that was brought in as a file. Types only. */
export interface Brought {
  added: number;
  known: number;
  left_out: number;
  refused: { which: string; why: string }[];
}
