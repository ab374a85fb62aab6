/** The words and tables of the bench. */
import type { BenchReading } from '../../analysis/whatIf/benchReading.ts';
import type { BenchMember } from '../../analysis/whatIf/benchVotes.ts';
import { formatCount, formatFixed, formatPercent } from '../../lib/numberFormat.ts';
import type { ClassIndex } from '../../spec/units.ts';
import type { FigureTable } from '../kit/figure/figureTable.ts';
import type { BenchVoteState } from './benchProps.ts';

/** `42, 45, 0, 13%`; of many networks the heaviest alone. */
export function sharesText(shares: readonly number[]): string {
  const whole = shares.map((share) => formatFixed(share * 100, 0));
  if (shares.length <= 8) return `${whole.join(', ')}%`;
  const most = shares.indexOf(Math.max(...shares));
  return `most to network ${most + 1}, ${whole[most]}%`;
}

/** A part of the sentence that heads the bench. */
export interface BenchWords {
  readonly text: string;
  readonly isBold?: true;
}

const plain = (text: string): BenchWords => ({ text });
const bold = (text: string): BenchWords => ({ text, isBold: true });

/** What the vote is now, against as trained. */
export function benchSentence(vote: BenchVoteState): BenchWords[] {
  const { before, reading, members, isApproximate } = vote;
  const about = isApproximate ? '≈ ' : '';
  const error = bold(`${about}${formatPercent(reading.error)}`);
  if (!vote.isChanged) {
    return [
      plain(`As trained, the vote of ${members.length} networks errs on `),
      error,
      plain('. The hardest fifth is right on '),
      bold(formatPercent(before.hardestFifth)),
      plain('. Switch a network off, or move its vote.'),
    ];
  }
  const points = Math.abs(reading.error - before.error) * 100;
  const change =
    points < 0.05
      ? ', as before. '
      : `, ${formatFixed(points, 1)} ${reading.error > before.error ? 'more' : 'less'}. `;
  return [...subject(members), error, plain(change), ...fifth(before, reading)];
}

function subject(members: readonly BenchMember[]): BenchWords[] {
  const off = members.filter(({ isOn }) => !isOn).map(({ round }) => round);
  if (off.length === 0) return [plain('With these votes the vote errs on ')];
  const on = members.filter(({ isOn }) => isOn).map(({ round }) => round);
  const [word, named] = off.length <= on.length ? ['Without ', off] : ['With only ', on];
  return [plain(word), bold(votersText(named)), plain(' the vote errs on ')];
}

/** `network 3`, `networks 1 and 2`, `networks 1, 2 and 4`. */
export function votersText(rounds: readonly number[]): string {
  const last = rounds[rounds.length - 1];
  if (rounds.length === 1) return `network ${last}`;
  return `networks ${rounds.slice(0, -1).join(', ')} and ${last}`;
}

function fifth(before: BenchReading, now: BenchReading): BenchWords[] {
  if (before.hardestFifth === null || now.hardestFifth === null) return [];
  const [was, is] = [before.hardestFifth, now.hardestFifth].map((share) =>
    formatFixed(share * 100, 1),
  );
  if (was === is) return [plain('The hardest fifth stays at '), bold(`${is}%`), plain('.')];
  const verb = now.hardestFifth > before.hardestFifth ? 'rises' : 'falls';
  return [plain(`The hardest fifth ${verb} from ${was} to `), bold(`${is}%`), plain('.')];
}

/** A measure of the vote. */
export interface BenchMeasure {
  readonly name: string;
  readonly before: number | null;
  readonly now: number | null;
  /** Whether less of it is better. */
  readonly isError: boolean;
}

export function benchMeasures({ before, reading }: BenchVoteState): BenchMeasure[] {
  const row = (
    name: string,
    of: (reading: BenchReading) => number | null,
    isError: boolean,
  ): BenchMeasure => ({ name, before: of(before), now: of(reading), isError });
  return [
    row('Error', ({ error }) => error, true),
    row('Hardest fifth', ({ hardestFifth }) => hardestFifth, false),
    row('Easier half', ({ easierHalf }) => easierHalf, false),
    row('Worst class', ({ worstClass }) => worstClass?.accuracy ?? null, false),
    row('ECE', ({ ece }) => ece, true),
  ];
}

/** `+0.8`, `−1.4`, `±0`, in points. */
export function signedPoints(difference: number | null): string {
  if (difference === null) return '–';
  const points = difference * 100;
  if (Math.abs(points) < 0.05) return '±0';
  return `${points > 0 ? '+' : '−'}${formatFixed(Math.abs(points), 1)}`;
}

export function benchMeasuresTable(rows: readonly BenchMeasure[]): FigureTable {
  return {
    columns: [{ label: 'measure' }, { label: 'as trained' }, { label: 'now' }, { label: 'points' }],
    rows: rows.map(({ name, before, now }) => [
      name,
      before === null ? null : formatPercent(before, 2),
      now === null ? null : formatPercent(now, 2),
      signedPoints(before === null || now === null ? null : now - before),
    ]),
  };
}

/** How much a class's accuracy changed, as a share. */
export function classChange({ before, reading }: BenchVoteState, index: ClassIndex): number | null {
  const [was, is] = [before.classAccuracy[index], reading.classAccuracy[index]];
  return was === null || is === null || was === undefined || is === undefined ? null : is - was;
}

export function changesNote(vote: BenchVoteState, images: readonly number[]): string {
  const sizes = new Set(images.filter((count) => count > 0));
  const [only] = sizes.size === 1 ? [...sizes] : [null];
  const one = only === null ? '' : ` One image is ${formatFixed(100 / only, 1)} points.`;
  const about = vote.isApproximate ? ' ≈ from every tenth image while you drag.' : '';
  return `accuracy now against as trained, points; hardest class first.${one}${about}`;
}

export function changesDescription(vote: BenchVoteState, classes: readonly string[]): string {
  const changes = classes.map((_, index) => classChange(vote, index) ?? 0);
  const lost = changes.filter((change) => change < 0).length;
  const gained = changes.filter((change) => change > 0).length;
  if (lost + gained === 0) return 'No class changes.';
  const text = (count: number, one: string, many: string) =>
    `${formatCount(count)} ${count === 1 ? one : many}`;
  return `${text(gained, 'class gains', 'classes gain')}, ${text(lost, 'loses', 'lose')} against the vote as trained.`;
}

export function changesTable(
  vote: BenchVoteState,
  order: readonly ClassIndex[],
  classes: readonly string[],
): FigureTable {
  const percent = (share: number | null | undefined) =>
    share === null || share === undefined ? null : formatPercent(share);
  return {
    columns: [{ label: 'class' }, { label: 'as trained' }, { label: 'now' }, { label: 'points' }],
    rows: order.map((index) => [
      classes[index],
      percent(vote.before.classAccuracy[index]),
      percent(vote.reading.classAccuracy[index]),
      signedPoints(classChange(vote, index)),
    ]),
  };
}
