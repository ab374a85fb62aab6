/** Where the bars of the reliability diagram stand. */
import type { Measures } from '../../spec/run/events/measureEvents.ts';

type Bin = Measures['calibration']['bins'][number];

export interface ReliabilityLayout {
  /** Left of the plot, and its width. */
  readonly left: number;
  readonly plot: number;
  /** Accuracy 1 and accuracy 0. */
  readonly top: number;
  readonly bottom: number;
  /** Counts hang down from here. */
  readonly countsTop: number;
  readonly countsHeight: number;
  readonly height: number;
}

export function reliabilityLayout(width: number): ReliabilityLayout {
  const left = 30;
  const plot = Math.max(60, width - left - 4);
  const top = 8;
  const bottom = top + Math.min(260, plot * 0.62);
  const countsHeight = 36;
  const countsTop = bottom + 4;
  return {
    left,
    plot,
    top,
    bottom,
    countsTop,
    countsHeight,
    height: countsTop + countsHeight + 18,
  };
}

export interface ReliabilityBar {
  /** From 0. */
  readonly bin: number;
  readonly x: number;
  readonly width: number;
  readonly accuracyTop: number;
  /** Between accuracy and confidence. */
  readonly gapTop: number;
  readonly gapHeight: number;
  /** Whether it is surer than right. */
  readonly isSurer: boolean;
  readonly countHeight: number;
}

/** A bar of each bin that holds images. */
export function reliabilityBars(
  bins: readonly Bin[],
  { left, plot, top, bottom, countsHeight }: ReliabilityLayout,
): ReliabilityBar[] {
  const most = bins.reduce((largest, { images }) => Math.max(largest, images), 1);
  const step = plot / Math.max(1, bins.length);
  const y = (share: number) => bottom - Math.min(1, Math.max(0, share)) * (bottom - top);
  return bins.flatMap(({ images, confidence, accuracy }, bin) => {
    if (confidence === null || accuracy === null) return [];
    const [high, low] = [Math.max(confidence, accuracy), Math.min(confidence, accuracy)];
    return [
      {
        bin,
        x: left + bin * step + 1,
        width: Math.max(1, step - 2),
        accuracyTop: y(accuracy),
        gapTop: y(high),
        gapHeight: y(low) - y(high),
        isSurer: confidence > accuracy,
        countHeight: (images / most) * countsHeight,
      },
    ];
  });
}
