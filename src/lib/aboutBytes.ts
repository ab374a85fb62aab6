const units = ['B', 'kB', 'MB', 'GB', 'TB'];

/** A size that is known only about, to two digits, in powers of 1,000: `34 MB`, `1.2 GB`. */
export function aboutBytes(bytes: number): string {
  let count = Number(Math.max(0, bytes).toPrecision(2));
  let unit = 0;
  while (count >= 1000 && unit < units.length - 1) {
    count /= 1000;
    unit++;
  }
  return `${Number(count.toPrecision(2))} ${units[unit]}`;
}
