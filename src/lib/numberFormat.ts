/** How numbers are written for people: fixed digits, so that nothing jumps while values stream. */

const wholeNumbers = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });

/** An error or accuracy in [0, 1] as percent: `0.2661` → `26.6%`. A dash where it is unknown. */
export function formatPercent(share: number | null | undefined, digits = 1): string {
  return share === null || share === undefined || Number.isNaN(share)
    ? '–'
    : `${(share * 100).toFixed(digits)}%`;
}

/** A number with fixed decimals; a dash where it is unknown. */
export function formatFixed(value: number | null | undefined, digits: number): string {
  return value === null || value === undefined || Number.isNaN(value) ? '–' : value.toFixed(digits);
}

/** A count with thousands separated: `60000` → `60,000`. */
export function formatCount(count: number): string {
  return wholeNumbers.format(count);
}

/** A large count in a few signs: `442368` → `442 k`, `40551040` → `40.6 M`. */
export function formatCompact(count: number): string {
  const units = ['k', 'M', 'G', 'T'];
  let unit = -1;
  let value = count;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return unit < 0 ? formatCount(value) : `${value.toPrecision(3)} ${units[unit]}`;
}

/** A count of things that take an s where they are several: `1 file`, `1,200 files`. */
export function formatCounted(count: number, thing: string): string {
  return `${formatCount(count)} ${thing}${count === 1 ? '' : 's'}`;
}

/** A time span for people: `0.4 s`, `38 s`, `2 min 05 s`, `3 h 10 min`. A dash where unknown. */
export function formatDuration(seconds: number | null | undefined): string {
  if (seconds === null || seconds === undefined || !Number.isFinite(seconds)) return '–';
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${pad(whole % 60)} s`;
  return `${Math.floor(whole / 3600)} h ${pad(Math.floor((whole % 3600) / 60))} min`;
}

const timeOfDay = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const dayAndTime = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  hour: '2-digit',
  minute: '2-digit',
});

/** A moment, in milliseconds since 1970, by the clock here: `02:31`, of another day with its date. */
export function formatMoment(at: number, now = Date.now()): string {
  const isToday = new Date(at).toDateString() === new Date(now).toDateString();
  return (isToday ? timeOfDay : dayAndTime).format(at);
}

/** A size in bytes for people, in powers of 1,000: `24,576 B`, `28.5 MB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 100_000) return `${formatCount(bytes)} B`;
  if (bytes < 1e9) return `${(bytes / 1e6).toFixed(1)} MB`;
  return `${(bytes / 1e9).toFixed(2)} GB`;
}

/** The first and last four digits of a hash, as people read them aloud: `7c1e·94b2`. */
export function formatHash(hash: string): string {
  const digits = hash.indexOf(':') + 1;
  return `${hash.slice(0, digits + 4)}·${hash.slice(-4)}`;
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
