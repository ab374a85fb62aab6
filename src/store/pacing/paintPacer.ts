/**
 * When the page is drawn is decided in this folder alone; what is drawn anew then, by what each view
 * reads (views/kit/drawnFrom.ts).
 * 1. What a run tells is painted at most four times a second, and at once what a person waits for:
 *    this file.
 * 2. A click is answered in the next frame; pages and charts that it leads to follow in the frames
 *    after, and charts of a run under way make way for what the person does: useDrawnAfter.ts.
 * That events come from the worker in batches is a matter of transport (worker/eventBatches.ts).
 */

/** Milliseconds between paints. */
const paintInterval = 250;

export interface PaintPacer {
  /** Something changed: paint now, or as soon as the interval since the last paint is over. */
  request(): void;
  /** Paint without waiting, for what the person just did. */
  now(): void;
}

/** Calls `paint` for any number of requests, but no more often than {@link paintInterval}. */
export function createPaintPacer(paint: () => void): PaintPacer {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let last = Number.NEGATIVE_INFINITY;
  const now = () => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    last = performance.now();
    paint();
  };
  return {
    now,
    request: () => {
      if (timer !== null) return;
      const wait = last + paintInterval - performance.now();
      if (wait <= 0) now();
      else timer = setTimeout(now, wait);
    },
  };
}
