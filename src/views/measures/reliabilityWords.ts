/** The words and the table of the reliability diagram. */
import { formatCount, formatPercent } from '../../lib/numberFormat.ts';
import type { FigureTable } from '../kit/figure/figureTable.ts';
import type { MeasuredModel } from './measureWords.ts';

export function reliabilityDescription(model: MeasuredModel | null): string {
  const calibration = model?.measures?.calibration;
  if (model === null || !calibration) return 'Confidence is not known before the first round ends.';
  const { ece, rightConfidence, wrongConfidence } = calibration;
  return `Confidence of the ${model.name} differs from its accuracy by ${formatPercent(ece)} on average; it is ${formatPercent(rightConfidence)} sure where it is right and ${formatPercent(wrongConfidence)} where it is wrong.`;
}

export function reliabilityTable(model: MeasuredModel | null): FigureTable {
  const bins = model?.measures?.calibration.bins ?? [];
  const percent = (share: number | null) => (share === null ? null : formatPercent(share));
  return {
    columns: ['confidence', 'images', 'mean confidence', 'accuracy'].map((label) => ({ label })),
    rows: bins.map(({ images, confidence, accuracy }, bin) => [
      `${formatPercent(bin / bins.length, 0)} to ${formatPercent((bin + 1) / bins.length, 0)}`,
      formatCount(images),
      percent(confidence),
      percent(accuracy),
    ]),
  };
}
