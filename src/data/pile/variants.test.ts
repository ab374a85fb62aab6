/** Whatever classes and images are called and wherever they lie, the same pile means the same. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readOrAsk } from '../readDataset.ts';
import { countsIn } from '../testing/countsIn.ts';
import { plainPng, sourceFile } from '../testing/sourceFiles.ts';

interface Named {
  readonly classes: readonly string[];
  /** The name of an image of a class, of which it is so-many-th of a split. */
  readonly nameOf: (split: string, kind: number, at: number) => string;
  readonly around: string;
}
type Files = Readonly<Record<string, string | number>>;

const splits = { train: 3, val: 1, test: 2 } as const;
type Split = keyof typeof splits;

/** A file for each image of the pile, where `pathOf` says. */
function imagesAt(
  { classes, nameOf }: Named,
  pathOf: (split: Split, className: string, name: string) => string,
): Files {
  const paths = (Object.keys(splits) as Split[]).flatMap((split) =>
    classes.flatMap((className, kind) =>
      Array.from({ length: splits[split] }, (_, at) =>
        pathOf(split, className, nameOf(split, kind, at)),
      ),
    ),
  );
  return Object.fromEntries(paths.map((path, at) => [path, at]));
}
/** Lines of a list, one for each image. */
function linesOf(named: Named, lineOf: (...image: [Split, string, string]) => string | null) {
  const lines: string[] = [];
  imagesAt(named, (...image) => {
    const line = lineOf(...image);
    if (line !== null) lines.push(line);
    return image.join();
  });
  return lines.join('\n');
}
const flat = (named: Named) => imagesAt(named, (_, __, name) => `images/${name}.png`);
const sorted = (named: Named) => imagesAt(named, (_, kind, name) => `images/${kind}/${name}.png`);

const kinds: Readonly<Record<string, (named: Named) => Files>> = {
  'split folders before classes': (named) =>
    imagesAt(named, (split, kind, name) => `${split}/${kind}/${name}.png`),
  'split folders within classes': (named) =>
    imagesAt(named, (split, kind, name) => `${kind}/${split}/${name}.png`),
  'words in folders': (named) =>
    imagesAt(named, (split, kind, name) => `${split}_set/${kind}/${name}.png`),
  'a table of labels and splits': (named) => ({
    ...flat(named),
    'meta.csv': `file,kind,split\n${linesOf(named, (split, kind, name) => `${name}.png,${kind},${split}`)}`,
  }),
  'a table for each split': (named) => ({
    ...flat(named),
    ...Object.fromEntries(
      Object.keys(splits).map((split) => [
        `${split}.csv`,
        `id,label\n${linesOf(named, (own, kind, name) => (own === split ? `${name},${kind}` : null))}`,
      ]),
    ),
  }),
  'lists of splits beside class folders': (named) => ({
    ...sorted(named),
    ...Object.fromEntries(
      Object.keys(splits).map((split) => [
        `meta/${split}.txt`,
        linesOf(named, (own, kind, name) => (own === split ? `${kind}/${name}` : null)),
      ]),
    ),
  }),
  'a dictionary of splits': (named) => ({
    ...flat(named),
    'labels.json': JSON.stringify(
      Object.fromEntries(
        Object.keys(splits).map((split) => [
          split,
          Object.fromEntries(
            linesOf(named, (own, kind, name) => (own === split ? `${name}.png\t${kind}` : null))
              .split('\n')
              .map((line) => line.split('\t')),
          ),
        ]),
      ),
    ),
  }),
};

/** Names that say nothing of splits, pictures or predictions. */
const word = fc.stringMatching(/^[A-Za-zÀ-ÿ][a-z]{2,8}( [a-z]{3})?$/);
const named = fc
  .record({
    classes: fc.uniqueArray(word, {
      minLength: 2,
      maxLength: 4,
      selector: (name) => name.normalize('NFC').toLowerCase(),
    }),
    start: fc.constantFrom('', 'IMG_', 'scan-', '00'),
    around: fc.constantFrom('set/', 'my pets/v1.0/', 'a/b/c/'),
  })
  .filter(({ classes }) => !classes.some((name) => reserved.test(name)))
  .map(
    ({ classes, start, around }): Named => ({
      classes,
      nameOf: (split, kind, at) => `${start}${Object.keys(splits).indexOf(split)}${kind}${at}`,
      around,
    }),
  );
const reserved =
  /\b(t(r|ra|rain|raining|e|es|est|esting)|val|valid|validation|dev|pred|demo|im(g|age)s?|pics?|photos?|pictures?|frames?|samples?|inputs?|masks?|labels?|gt|depths?|unknowns?)\b/i;

test.each(Object.entries(kinds))(
  '%s: names, nesting and order change nothing',
  async (_, pileOf) => {
    await fc.assert(
      fc.asyncProperty(
        named,
        fc.integer({ min: 1, max: 9 }),
        fc.boolean(),
        async (one, seed, isBeside) => {
          const files = Object.entries(pileOf(one)).map(([path, content]) =>
            sourceFile(
              `${one.around}${path}`,
              typeof content === 'number'
                ? plainPng(content)
                : new TextEncoder().encode(`${content}\n`),
            ),
          );
          // An image that nothing labels changes none of the others.
          const stray = sourceFile(`${one.around}unlabelled/zz.png`, plainPng(250));
          const all = isBeside ? [...files, stray] : files;
          const turned = all.map((file, at) => ({ file, key: (at * seed * 7919) % 104_729 }));
          const shuffled = turned.sort((a, b) => a.key - b.key).map(({ file }) => file);
          const reading = await readOrAsk(shuffled);
          if (reading.kind === 'choice') throw new Error(reading.questions[0].found);
          const { dataset } = reading;
          const count = one.classes.length;
          expect(new Set(dataset.classes.map((name) => name.normalize('NFC')))).toEqual(
            new Set(one.classes.map((name) => name.normalize('NFC'))),
          );
          expect(countsIn(dataset)).toMatchObject({
            train: 3 * count,
            validation: count,
            test: 2 * count,
          });
        },
      ),
      { numRuns: 25 },
    );
  },
);
