/** What a network was trained on that is not as in the run that starts from it, in words for people. */
import type { NetworkFile, NetworkNormalisation } from '../data/networkFile.ts';
import type { ImageShape } from '../spec/units.ts';

/** Images and classes, as a network’s file tells of them. */
export type TrainedOn = Pick<NetworkFile, 'shape' | 'classes' | 'normalisation'>;

/**
 * By how many deviations the value of a black or a white pixel may differ without a word (ours): mean
 * and deviation over other images of the same data differ by a hundredth.
 */
const tolerance = 0.1;

/** A sentence for each thing that differs; none where all is as it was. */
export function startNotes(before: TrainedOn, now: TrainedOn): string[] {
  return [
    ...normalisationNotes(before.normalisation, now.normalisation),
    ...shapeNotes(before.shape, now.shape),
    ...classNotes(before.classes, now.classes),
  ];
}

function normalisationNotes(
  before: NetworkNormalisation | undefined,
  now: NetworkNormalisation | undefined,
): string[] {
  if (before === undefined || now === undefined || !differ(before, now)) return [];
  return [
    `The network that this run starts from was trained on images with ${statedText(before)}; here they have ${statedText(now)} (mean and deviation of a channel, subtracted and divided by), so that it sees other values than it has learned from. Set the same normalisation; where it is trained further, some epochs may do as well.`,
  ];
}

function differ(before: NetworkNormalisation, now: NetworkNormalisation): boolean {
  if (before.mean.length !== now.mean.length) return true;
  const normalised = ({ mean, deviation }: NetworkNormalisation, channel: number, value: number) =>
    (value - mean[channel]) / deviation[channel];
  return before.mean.some((_, channel) =>
    [0, 1].some(
      (value) =>
        Math.abs(normalised(before, channel, value) - normalised(now, channel, value)) > tolerance,
    ),
  );
}

/** Channels, or features, that are told one by one, at most. */
const mostTold = 3;

function statedText({ mean, deviation }: NetworkNormalisation): string {
  const list = (values: readonly number[]) =>
    values
      .slice(0, mostTold)
      .map((value) => Number(value.toPrecision(3)))
      .join(', ') + (values.length > mostTold ? ', …' : '');
  return `mean ${list(mean)} and deviation ${list(deviation)}`;
}

function shapeNotes(before: ImageShape, now: ImageShape): string[] {
  if (before.height === now.height && before.width === now.width) return [];
  return [
    `The network that this run starts from was trained on images of ${before.height} × ${before.width} pixels; here they have ${now.height} × ${now.width}.`,
  ];
}

function classNotes(before: readonly string[], now: readonly string[]): string[] {
  if (before.length === now.length && before.every((name, index) => name === now[index])) return [];
  const known = new Set(before);
  const isSameSet = before.length === now.length && now.every((name) => known.has(name));
  const difference = isSameSet
    ? 'the same classes in another order'
    : `${before.length} classes, ${now.filter((name) => known.has(name)).length} of them among the ${now.length} here`;
  return [
    `The network that this run starts from tells ${difference} apart: its classifier begins anew.`,
  ];
}
