/** Which epochs a table lists: of a long run some, since each row costs the page elements. */

/** Rows that a table shows at most, but for the first and the last. */
const maxRows = 1000;

/** The places, from 0, of the epochs that a table shows: of many, some at even distances. */
export function tableEpochs(epochs: number): readonly number[] {
  const step = Math.ceil(epochs / maxRows);
  const shown = Array.from({ length: epochs }, (_, index) => index);
  return shown.filter((index) => (index + 1) % step === 0 || index === 0 || index === epochs - 1);
}
