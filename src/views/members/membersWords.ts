/** What is said of networks trained together: in one sentence, of one class, and as a table. */
import type { MemberAccuracy } from '../../analysis/story/memberFacts.ts';
import { formatPercent } from '../../lib/numberFormat.ts';
import type { ClassIndex } from '../../spec/units.ts';
import { roundTextColour } from '../kit/colours/roundColour.ts';
import type { FigureTable } from '../kit/figure/figureTable.ts';

export function membersDescription(
  accuracies: readonly MemberAccuracy[],
  order: readonly ClassIndex[],
  names: readonly string[],
): string {
  const last = accuracies.at(-1);
  if (last === undefined || order.length === 0) return 'No epoch is finished.';
  const hardest = order.slice(0, 3).map((index) => names[index]);
  return `Accuracy of ${order.length} classes by ${last.alone.length} networks that are trained together, at epochs ${accuracies.map(({ epoch }) => epoch).join(', ')}, hardest class first: ${hardest.join(', ')}.`;
}

/** `class 7: network 1 61%, network 2 58%, together 70% after epoch 3`. */
export function memberClassText(
  accuracies: readonly MemberAccuracy[],
  names: readonly string[],
  index: ClassIndex,
): string {
  const last = accuracies.at(-1);
  if (last === undefined) return names[index];
  const alone = last.alone.map((values, k) => `network ${k + 1} ${shareText(values[index])}`);
  const together = `together ${shareText(last.together?.[index])}`;
  return `${names[index]}: ${[...alone, together].join(', ')} after epoch ${last.epoch}`;
}

const shareText = (share: number | null | undefined) => formatPercent(share ?? undefined, 0);

/** A row a class; a column an epoch and network. */
export function membersTable(
  accuracies: readonly MemberAccuracy[],
  order: readonly ClassIndex[],
  names: readonly string[],
): FigureTable {
  const columns = accuracies.flatMap(({ epoch, alone }) => [
    ...alone.map((_, k) => ({
      label: `network ${k + 1}, epoch ${epoch}`,
      colour: roundTextColour(k + 1),
    })),
    { label: `together, epoch ${epoch}` },
  ]);
  const rows = order.map((index) => [
    names[index],
    ...accuracies.flatMap(({ alone, together }) =>
      [...alone, together].map((values) => {
        const share = values?.[index] ?? null;
        return share === null ? null : formatPercent(share);
      }),
    ),
  ]);
  return { columns: [{ label: 'class' }, ...columns], rows };
}
