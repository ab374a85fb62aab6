/** Which texts are tables of numbers, by their names and their first lines. */
import { minPixels } from './tableColumns.ts';
import { separatorOfNumbers } from './tableRows.ts';

/** Two rows are no longer, in bytes: NumPy writes 25 for each number. */
const tellingStart = 2 ** 18;
/** Lines of a table with few columns that are looked at, and how many there are at least. */
const [tellingLines, fewestLines] = [20, 4];
/** Such a table has features and a label. */
const fewestColumns = 3;

/** What archives of data sets call tables of numbers: `iris.data`, `pendigits.tra` beside `pendigits.tes`. */
const dataNames = /\.(data|tra|tes|trn|tst|all-data)(\.gz)?$/i;

/** Whether a text without a telling name is a table of numbers: two equal rows of many cells. */
export function isTable(bytes: Uint8Array): boolean {
  const [first, second] = startOf(bytes);
  if (second === undefined || /[^\t\r\n\x20-\x7e]/.test(second)) return false;
  const countIn = (line: string) => cellsIn(line, separatorOfNumbers(bytes)).length;
  return countIn(first) > minPixels && countIn(second) === countIn(first);
}

/** Whether a text is called as data, and its first rows are equally many numbers but for one column of labels. */
export function isDataTable(path: string, bytes: Uint8Array): boolean {
  if (!dataNames.test(path)) return false;
  const separator = separatorOfNumbers(bytes);
  const lines = startOf(bytes)
    .slice(0, tellingLines)
    .filter((line) => line.trim() !== '');
  const rows = lines.map((line) => cellsIn(line, separator).map((cell) => cell.trim()));
  const [first] = rows;
  if (rows.length < fewestLines || first.length < fewestColumns) return false;
  if (rows.some(({ length }) => length !== first.length)) return false;
  const texts = first.filter((_, column) => rows.some((row) => !isNumber(row[column])));
  return texts.length <= 1;
}

const startOf = (bytes: Uint8Array): string[] =>
  new TextDecoder('latin1').decode(bytes.subarray(0, tellingStart)).split('\n');

const cellsIn = (line: string, separator: number): string[] =>
  separator === 32 ? line.trim().split(/ +/) : line.split(String.fromCharCode(separator));

const isNumber = (cell: string): boolean => cell !== '' && !Number.isNaN(Number(cell));
