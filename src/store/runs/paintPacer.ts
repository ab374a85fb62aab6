/** Milliseconds between paints: views are redrawn at most four times a second. */
export const paintInterval = 250;

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
