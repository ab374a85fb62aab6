/** `compare <flat out folder> <other out folder>`: what a run gains beside a flat one. */

import type { ComparedMeasure } from '../analysis/comparison/measureRows.ts';
import { oneLine } from '../data/limits.ts';
import { formatFixed, formatPercent } from '../lib/numberFormat.ts';
import { UsageError } from '../node/usageError.ts';
import { type ClassGain, compareRuns, type RunComparison } from './runComparison.ts';
import { readRunFolder } from './runLog.ts';

/** Classes that are named at either end. */
const named = 10;

/** The comparison as text, or as JSON. @throws UsageError for folders without finished runs. */
export async function compareFolders(paths: readonly string[], asJson: boolean): Promise<string> {
  const [flat, other, ...more] = paths;
  if (flat === undefined || other === undefined || more.length > 0) {
    throw new UsageError('compare needs the --out folders of two runs, the flat one first');
  }
  const [one, two] = [await readRunFolder(flat), await readRunFolder(other)];
  const comparison = compareRuns(one.state, two.state);
  const notes = [...one.notes, ...two.notes];
  if (!asJson) return [...notes, describeComparison(comparison)].join('\n');
  return JSON.stringify(notes.length === 0 ? comparison : { notes, ...comparison }, null, 1);
}

function describeComparison(comparison: RunComparison): string {
  const { split, topErrors, measures, shares, classes, strength } = comparison;
  const gained = classes.filter(({ gain }) => gain > 0).slice(0, named);
  const lost = classes.filter(({ gain }) => gain < 0).slice(-named);
  return [
    `${split} errors       flat     other`,
    ...topErrors.map(
      ({ rank, flat, other }) =>
        `  top ${String(rank).padStart(2)}     ${percent(flat)}  ${percent(other)}`,
    ),
    ...measures.map(measureLine),
    `classes: ${formatPercent(shares.improved, 0)} improved, ${formatPercent(shares.unchanged, 0)} within 1%, ${formatPercent(shares.worse, 0)} worse`,
    ...(gained.length > 0 ? ['gained most', ...gained.map(classLine)] : []),
    ...(lost.length > 0 ? ['lost most', ...lost.reverse().map(classLine)] : []),
    ...strength.map(
      ({ level, epoch, correlation }) =>
        `strength at level ${level + 1} after epoch ${epoch} against gain: r = ${formatFixed(correlation, 2)}`,
    ),
  ].join('\n');
}

/** What `compare` calls each measure. */
const measureTexts: Readonly<Record<ComparedMeasure, string>> = {
  hardestFifth: 'own hardest fifth, accuracy',
  easierHalf: 'own easier half, accuracy',
  worstClass: 'worst class, accuracy',
  harmonicMeanRecall: 'harmonic mean of recalls',
  ece: 'calibration error (ECE)',
  rightConfidence: 'confidence where right',
  wrongConfidence: 'confidence where wrong',
  severity: 'severity of mistakes',
  sharedHardestFifth: 'flat’s hardest fifth, accuracy',
  sharedEasierHalf: 'flat’s easier half, accuracy',
};

function measureLine({ measure, flat, other }: RunComparison['measures'][number]): string {
  const text = (value: number | null) =>
    measure === 'severity' ? formatFixed(value, 2).padStart(7) : percentOrDash(value);
  return `  ${measureTexts[measure].padEnd(32)}${text(flat)}  ${text(other)}`;
}

const percentOrDash = (value: number | null) => formatPercent(value, 2).padStart(7);

function classLine({ name, flat, other, gain }: ClassGain): string {
  const sign = gain > 0 ? '+' : '−';
  const change = `${sign}${formatPercent(Math.abs(gain), 1)}`.padStart(7);
  return `  ${change}  ${percent(flat)} → ${percent(other)}  ${oneLine(name)}`;
}

function percent(share: number): string {
  return formatPercent(share, 2).padStart(7);
}
