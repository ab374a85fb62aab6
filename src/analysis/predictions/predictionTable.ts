import { roundNumber } from '../../lib/roundNumber.ts';
import type { PlainCell, TextTable } from '../tables/textTable.ts';
import type { ImageAnswer } from './imageAnswer.ts';

/** An image by its name, with what the networks read it as or why it could not be read. */
export type NamedAnswer =
  | { readonly name: string; readonly answer: ImageAnswer }
  | { readonly name: string; readonly problem: string };

/**
 * Images with their classes as a table: a row an image, in the order given. Names and classes are
 * foreign text; what writes the table escapes them.
 * @param networks what each network is called.
 */
export function predictionTable(
  rows: readonly NamedAnswer[],
  classes: readonly string[],
  networks: readonly string[],
): TextTable {
  const told = networks.length > 1 ? networks : [];
  const labels = [
    'file',
    'class',
    'probability',
    ...told.flatMap((name) => [name, `${name} probability`]),
    ...(told.length > 0 ? ['disagreement in bits'] : []),
    'problem',
  ];
  const cells = (row: NamedAnswer): PlainCell[] => {
    if ('problem' in row) {
      const unknown = new Array<null>(labels.length - 2).fill(null);
      return [row.name, ...unknown, row.problem];
    }
    const { label, probability, members, spread } = row.answer;
    const ofNetworks = members.flatMap((own) => [classes[own.label], rounded(own.probability)]);
    return [
      row.name,
      classes[label],
      rounded(probability),
      ...(told.length > 0 ? [...ofNetworks, rounded(spread)] : []),
      '',
    ];
  };
  return { columns: labels.map((label) => ({ label })), rows: rows.map(cells) };
}

/** Six digits are all that single precision says. */
const rounded = (value: number): number => roundNumber(value, 6);
