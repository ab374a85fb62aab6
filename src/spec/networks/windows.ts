/** Windows that convolutions and poolings see of an image, and how many find a place. */

/** Square windows, the same along rows and columns. */
export interface Window {
  /** Pixels along one side. */
  readonly size: number;
  /** Pixels from one window's beginning to the next one's. */
  readonly stride: number;
  /** Pixels of zeros put around the image; for a maximum they never count. */
  readonly padding: number;
}

/** How the windows of a convolution lie; their size is the filter's. */
export type Steps = Omit<Window, 'size'>;

/** Windows of a pooling. */
export interface PoolWindow extends Window {
  /** Whether a window that reaches past the far edge counts, or is left out. */
  readonly keepsPartial: boolean;
}

/** How many windows find a place along a side of so many pixels; below 1 where none does. */
export function windowsAlong(window: Window & Partial<PoolWindow>, length: number): number {
  const { size, stride, padding, keepsPartial = false } = window;
  const room = length + 2 * padding - size;
  if (!keepsPartial) return Math.floor(room / stride) + 1;
  // A partial window begins inside the image: one among the zeros alone would see nothing.
  const beginnings = Math.ceil((length + padding) / stride);
  return Math.min(beginnings, Math.max(0, Math.ceil(room / stride)) + 1);
}

/** Rows of zeros, or of what never counts, before an image and behind it, so that whole windows are all that is. */
export interface Margins {
  readonly before: number;
  readonly after: number;
}

/** The margins along a side of so many pixels with which every window that counts is whole. */
export function marginsAlong(window: Window & Partial<PoolWindow>, length: number): Margins {
  const { size, stride, padding } = window;
  const reach = (windowsAlong(window, length) - 1) * stride + size;
  return { before: padding, after: Math.max(0, reach - padding - length) };
}
