import { type AnyDataset, countClasses, holdsVectors } from '../data/dataset.ts';
import { oneLine } from '../data/limits.ts';
import { type MemoryFacts, memoryFacts } from '../data/memoryFacts.ts';
import { formatBytes, formatCount } from '../lib/numberFormat.ts';
import { type SplitName, splitNames } from '../spec/units.ts';

/** What `inspect --json` prints. */
export function datasetFacts(dataset: AnyDataset) {
  const { name, format, hash, shape, classes, notes } = dataset;
  const labelsOf = (split: SplitName) => dataset[split]?.labels ?? new Int32Array();
  const [train, validation, test] = splitNames.map((split) =>
    countClasses(labelsOf(split), classes.length),
  );
  return {
    name,
    format,
    hash,
    shape,
    content: holdsVectors(dataset) ? 'vectors' : 'images',
    /** Bytes of images once decoded, and of those that training holds at a time. */
    memory: memoryFacts(dataset),
    counts: {
      train: labelsOf('train').length,
      validation: labelsOf('validation').length,
      test: labelsOf('test').length,
    },
    classes: classes.map((className, index) => ({
      name: className,
      train: train[index],
      validation: validation[index],
      test: test[index],
    })),
    notes,
  };
}

/** What `inspect` prints; names of classes cannot steer the terminal that shows it. */
export function describeDataset(dataset: AnyDataset): string {
  const { name, format, hash, counts, notes, ...facts } = datasetFacts(dataset);
  const classes = facts.classes.map((one) => ({ ...one, name: oneLine(one.name) }));
  const widest = Math.max(...classes.map((one) => one.name.length), 5);
  // Most data sets bring no validation images.
  const splits = splitNames.filter((split) => split !== 'validation' || counts.validation > 0);
  const widthOf = (split: SplitName) => Math.max(8, split.length);
  const row = (label: string, cellOf: (split: SplitName) => string) =>
    `  ${label.padEnd(widest)}  ${splits.map((split) => cellOf(split).padStart(widthOf(split))).join('  ')}`;
  return [
    `${name}: ${format}`,
    `  hash   ${hash}`,
    `  ${contentText(dataset)}; ${splits.map((split) => `${formatCount(counts[split])} ${split}`).join(', ')}`,
    `  memory ${memoryText(facts.memory)}`,
    ...notes.map((note) => `  note   ${note}`),
    row('class', (split) => split),
    ...classes.map((one) => row(one.name, (split) => formatCount(one[split]))),
  ].join('\n');
}

/** How much of a data set is in memory while a run trains on it. */
export function memoryText({ decoded, held, kept, fromFiles }: MemoryFacts): string {
  const all = `${formatBytes(decoded)} once decoded`;
  if (!fromFiles) return all;
  return `${all}; trains from its files with at most ${formatBytes(held)} held, ${formatBytes(kept)} of them from epoch to epoch`;
}

function contentText(dataset: AnyDataset): string {
  const { height, width, channels } = dataset.shape;
  if (holdsVectors(dataset)) return `vectors of ${formatCount(width)} features`;
  return `images ${height} × ${width}, ${channels === 1 ? 'grey' : 'colour'}`;
}
