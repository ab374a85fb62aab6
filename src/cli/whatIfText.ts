/** The facts of `whatif` as text. */
import { oneLine } from '../data/limits.ts';
import { formatCount, formatFixed, formatPercent } from '../lib/numberFormat.ts';
import type { BenchFacts, Missing } from './whatIfBench.ts';
import type { MuFacts } from './whatIfMu.ts';

/** Classes that are named at either end. */
const named = 10;

export function describeBench(facts: BenchFacts | Missing, classes: readonly string[]): string[] {
  if ('missing' in facts) return [`No vote to take again: ${facts.missing}`];
  const { asTrained: before, now, search } = facts;
  const worst = (measured: typeof now) => measured.worstClass?.accuracy ?? null;
  return [
    `The vote on ${formatCount(facts.images)} ${facts.split} images`,
    '  network     vote  as trained   share    errs',
    ...facts.members.map(
      ({ round, isOn, vote, trained, share, error }) =>
        `  ${String(round).padStart(7)}  ${(isOn ? formatFixed(vote, 3) : 'off').padStart(7)}  ${formatFixed(trained, 3).padStart(10)}  ${percent(share, 0).padStart(6)}  ${percent(error)}`,
    ),
    ...(search
      ? [
          `  chosen on ${formatCount(search.images)} validation images: ${search.errors} read wrongly, ${search.errorsAsTrained} as trained`,
        ]
      : []),
    '                   as trained       now',
    measureLine('error', before.error, now.error),
    measureLine('hardest fifth', before.hardestFifth, now.hardestFifth),
    measureLine('easier half', before.easierHalf, now.easierHalf),
    measureLine('worst class', worst(before), worst(now)),
    measureLine('ECE', before.ece, now.ece),
    `  ${formatCount(facts.lost)} images lost, ${formatCount(facts.won)} won`,
    ...changedClasses(facts, classes),
  ];
}

/** The hardest fifth and the easier half are classes as they were ranked when the run was trained. */
function measureLine(name: string, before: number | null, now: number | null): string {
  const difference = before === null || now === null ? '' : signed(now - before);
  return `  ${name.padEnd(15)}  ${percent(before).padStart(10)}  ${percent(now)}  ${difference}`;
}

function changedClasses({ classes }: BenchFacts, names: readonly string[]): string[] {
  const changes = classes
    .map(({ trained, now }, index) => ({ index, trained, now, gain: (now ?? 0) - (trained ?? 0) }))
    .filter(({ gain }) => gain !== 0)
    .sort((a, b) => b.gain - a.gain || a.index - b.index);
  const line = ({ index, trained, now, gain }: (typeof changes)[number]) =>
    `  ${signed(gain)}  ${percent(trained)} → ${percent(now)}  ${oneLine(names[index])}`;
  const gained = changes.filter(({ gain }) => gain > 0).slice(0, named);
  const lost = changes.filter(({ gain }) => gain < 0).slice(-named);
  return [
    ...(gained.length > 0 ? ['classes that gain most', ...gained.map(line)] : []),
    ...(lost.length > 0 ? ['classes that lose most', ...lost.reverse().map(line)] : []),
  ];
}

export function describeWhatIf(facts: MuFacts | Missing): string[] {
  if ('missing' in facts) return [`No μ to change: ${facts.missing}`];
  const { own, chosen, rounds, bound, boundAsTrained } = facts;
  const frozen = rounds.filter(({ isFrozen }) => isFrozen).map(({ round }) => round);
  const { soft, hard } = facts.alwaysHard ?? { soft: null, hard: null };
  return [
    `What if: ${ruleText(chosen)}; as trained ${ruleText(own)}`,
    'Each round keeps its recorded class errors, so the further from the run, the rougher.',
    '  round      ε    μ·ε      γ  ln 1/γ  as trained  hard classes  freezes from μ',
    ...rounds.map(
      (round) =>
        `  ${String(round.round).padStart(5)}  ${formatFixed(round.weightedError, 3)}  ${formatFixed(round.scaledError, 3)}  ${formatFixed(round.gamma, 3)}  ${formatFixed(round.voteWeight, 3).padStart(6)}  ${formatFixed(round.trainedVote, 3).padStart(10)}  ${String(round.hardClasses.length).padStart(12)}  ${formatFixed(round.freezesFrom, 3).padStart(14)}`,
    ),
    ...(frozen.length > 0
      ? [
          `  Frozen: ${frozen.join(', ')}. There μ·ε reaches ½: importance stays as it is, and the vote is 0.`,
        ]
      : []),
    facts.largestFreeMu === null
      ? '  Every μ that can be chosen freezes a round.'
      : `  Up to μ ${formatFixed(facts.largestFreeMu, 2)} no round freezes.`,
    `  always hard: ${percent(soft?.share)} by soft errors, ${percent(hard?.share)} by hard ones`,
    `  bound (Eq. 16): ${formatFixed(bound.value, 3)}, as trained ${formatFixed(boundAsTrained?.value, 3)}${bound.note === null ? '' : `. ${bound.note}`}`,
  ];
}

const ruleText = ({ mu, update, errors }: MuFacts['own']) =>
  `μ ${mu}, ${update === 'paper' ? 'printed' : 'released'} update, ${errors} errors`;

const percent = (share: number | null | undefined, digits = 2) =>
  formatPercent(share, digits).padStart(7);

function signed(difference: number): string {
  const sign = difference > 0 ? '+' : difference < 0 ? '−' : '±';
  return `${sign}${formatFixed(Math.abs(difference) * 100, 2)}`.padStart(7);
}
