import { countClasses, type Dataset, holdsVectors } from '../data/dataset.ts';
import { oneLine } from '../data/limits.ts';
import { formatCount } from '../lib/numberFormat.ts';

/** What `inspect --json` prints. */
export function datasetFacts(dataset: Dataset) {
  const { name, format, hash, shape, classes, train, test, notes } = dataset;
  const trainCounts = countClasses(train.labels, classes.length);
  const testCounts = countClasses(test?.labels ?? new Int32Array(), classes.length);
  return {
    name,
    format,
    hash,
    shape,
    content: holdsVectors(dataset) ? 'vectors' : 'images',
    counts: { train: train.labels.length, test: test?.labels.length ?? 0 },
    classes: classes.map((className, index) => ({
      name: className,
      train: trainCounts[index],
      test: testCounts[index],
    })),
    notes,
  };
}

/** What `inspect` prints; names of classes cannot steer the terminal that shows it. */
export function describeDataset(dataset: Dataset): string {
  const { name, format, hash, counts, notes, ...facts } = datasetFacts(dataset);
  const classes = facts.classes.map((one) => ({ ...one, name: oneLine(one.name) }));
  const widest = Math.max(...classes.map((one) => one.name.length), 5);
  const row = (label: string, train: string, test: string) =>
    `  ${label.padEnd(widest)}  ${train.padStart(8)}  ${test.padStart(8)}`;
  return [
    `${name}: ${format}`,
    `  hash   ${hash}`,
    `  ${contentText(dataset)}; ${formatCount(counts.train)} train, ${formatCount(counts.test)} test`,
    ...notes.map((note) => `  note   ${note}`),
    row('class', 'train', 'test'),
    ...classes.map((one) => row(one.name, formatCount(one.train), formatCount(one.test))),
  ].join('\n');
}

function contentText(dataset: Dataset): string {
  const { height, width, channels } = dataset.shape;
  if (holdsVectors(dataset)) return `vectors of ${formatCount(width)} features`;
  return `images ${height} × ${width}, ${channels === 1 ? 'grey' : 'colour'}`;
}
