/** What the page of a comparison says of it. */
import { formatBytes, formatCount, formatCounted, formatDuration } from '../../lib/numberFormat.ts';
import type { SweepFacts } from './sweepFacts.ts';

/** A piece of the sentence that heads the page. */
export interface SentencePart {
  readonly text: string;
  readonly isStrong: boolean;
}

/** `340 runs, about 58 min here: 17 settings, each with 20 seeds.` */
export function sweepSentence(facts: SweepFacts): SentencePart[] {
  const { runs, settings, seeds, known } = facts;
  const strong = (text: string) => ({ text, isStrong: true });
  const plain = (text: string) => ({ text, isStrong: false });
  const left = runs - known;
  const each =
    settings === 1 ? 'one setting, with ' : `${formatCount(settings)} settings, each with `;
  const end = `${each}${formatCounted(seeds, 'seed')}.`;
  if (left === 0) {
    return [strong(formatCounted(runs, 'run')), plain(`, all finished here: ${end}`)];
  }
  const time = timeWords(facts);
  return [
    strong(formatCounted(left, 'run')),
    plain(known === 0 ? '' : ` of ${formatCount(runs)}`),
    ...(time === null
      ? [plain(', for a time that is not known yet: ')]
      : [plain(', about '), strong(time), plain(' here: ')]),
    plain(end),
  ];
}

/** Where the time comes from, and what else is to be known. */
export function sweepNote({ untimed, known }: SweepFacts, isTiming: boolean): string {
  const pairs =
    'Every setting of one seed starts from the same weights and splits, so that runs pair.';
  const inLibrary =
    known === 0
      ? ''
      : `${formatCounted(known, 'run')} finished before, and will not be trained again. `;
  if (untimed === 0) return `${inLibrary}Time from runs like these, or a moment’s trial. ${pairs}`;
  return `${inLibrary}${isTiming ? 'Trying each setting for a moment… ' : `Of ${formatCounted(untimed, 'run')} no time is known. `}${pairs}`;
}

/** `340 runs · 58 min · 203 MB` */
export function sweepTotals(facts: SweepFacts): string {
  const { runs, known, bytes } = facts;
  const time = timeWords(facts) ?? '–';
  const size = bytes === null ? '–' : formatBytes(bytes);
  return `${formatCounted(runs - known, 'run')} · ${time} · ${size}`;
}

function timeWords({ seconds, untimed, runs, known }: SweepFacts): string | null {
  const timed = runs - known - untimed;
  if (timed <= 0) return null;
  const words = formatDuration(seconds);
  return untimed === 0 ? words : `${words} and more`;
}

/** What so many seeds can tell apart, by the deviation of this library; a dash where that is not known. */
export function powerWords(seen: (seeds: number) => number | null, seeds: number): string {
  const points = (count: number) => {
    const share = seen(count);
    return share === null ? null : (100 * share).toPrecision(share < 0.1 ? 1 : 2);
  };
  const own = points(seeds);
  if (own === null) return '–';
  const fewer = seeds >= 4 ? points(Math.floor(seeds / 2)) : null;
  const others = fewer === null ? '' : `; ${Math.floor(seeds / 2)} seeds see ${fewer}`;
  return `${seeds} seeds see ${own} points four times in five${others}.`;
}

/** So many comparisons are listed until all are asked for. */
const shownSweeps = 5;

/** The newest of some comparisons, or all, and how many are left. */
export function firstSweeps<Sweep>(
  sweeps: readonly Sweep[],
  showsAll: boolean,
): { readonly listed: readonly Sweep[]; readonly more: number } {
  const listed = showsAll ? sweeps : sweeps.slice(0, shownSweeps);
  return { listed, more: sweeps.length - listed.length };
}
