/** What a step's time goes to, by kernel or by layer, and how near that is to what the device can do. */
import type { ProfiledPart, StepProfile } from '../../spec/run/stepProfile.ts';

/** What the parts of a step are put together by. */
export type ProfileGrouping = 'kernel' | 'layer';

export interface ProfileRow {
  readonly label: string;
  readonly milliseconds: number;
  /** Of all rows together. */
  readonly share: number;
  readonly calls: number | null;
  /**
   * Multiply-adds that products come to by their definition, a millisecond, beside the device's peak;
   * null where there are no products. Winograd's method needs fewer of them, so that it may exceed 1.
   */
  readonly ofPeak: number | null;
}

/**
 * Rows with the most time first. By the host's clock the last one is what no kernel computes; the
 * device's own times leave out what the host does meanwhile.
 */
export function profileRows(profile: StepProfile, by: ProfileGrouping): ProfileRow[] {
  const groups = new Map<string, ProfiledPart[]>();
  for (const part of profile.parts) {
    const label = by === 'kernel' ? kernelText(part.kernel) : (part.layer ?? noLayer);
    groups.set(label, [...(groups.get(label) ?? []), part]);
  }
  const rest = profile.clock === 'host' ? profile.hostMilliseconds : 0;
  const whole = timeOf(profile.parts) + rest;
  const rows = [...groups].map(([label, parts]) => ({
    label,
    milliseconds: timeOf(parts),
    share: shareOf(timeOf(parts), whole),
    calls: sum(parts.map(({ calls }) => calls)),
    ofPeak: ofPeak(parts, profile.peak),
  }));
  rows.sort((a, b) => b.milliseconds - a.milliseconds);
  if (profile.clock === 'device') return rows;
  const outside = { label: noKernel, milliseconds: rest, share: shareOf(rest, whole) };
  return [...rows, { ...outside, calls: null, ofPeak: null }];
}

const noLayer = 'objective, optimiser and rest';
const noKernel = 'outside kernels';

/** How a kernel of the engine's table is read: `convolution filter gradient`. */
function kernelText(kernel: string): string {
  if (kernel === 'sgd') return 'SGD';
  const words = kernel.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.replace('relu', 'ReLU');
}

function ofPeak(parts: readonly ProfiledPart[], peak: number): number | null {
  const products = parts.filter(({ multiplyAdds }) => multiplyAdds !== null);
  const time = timeOf(products);
  if (time === 0) return null;
  return sum(products.map(({ multiplyAdds }) => multiplyAdds ?? 0)) / time / peak;
}

const timeOf = (parts: readonly ProfiledPart[]) =>
  sum(parts.map(({ milliseconds }) => milliseconds));

const shareOf = (part: number, whole: number) => (whole === 0 ? 0 : part / whole);

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
