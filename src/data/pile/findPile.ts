/** The images of archives and of files beside them, and the tables that may tell of them. */
import { extensionOf } from '../archives/entryNames.ts';
import type { ImageDecoder, ImageOrigin } from '../codecs/decodedImage.ts';
import { isImageName } from '../formats/imageFormats.ts';
import { mayHideLabels } from '../formats/unreadKinds.ts';
import { contentOnce, type KeepingOptions, type KeptReading } from '../kept/keptReading.ts';
import { findAnnotations, placeTinyImages } from '../layout/tinyImageNet.ts';
import type { TaskOptions } from '../progress.ts';
import type { ReadingChoices, ReadingQuestion } from '../readingChoices.ts';
import type { Container, LazyFile } from '../sources/container.ts';
import { notesOnRest } from '../sources/notesOnRest.ts';
import { withinBytes } from '../sources/withinBytes.ts';
import type { StoredImage } from '../streaming/fileImages.ts';
import { layOutPile } from './layOutPile.ts';
import { namelessImages } from './namelessImages.ts';
import { type PassOutcome, type PileImage, pileOf } from './pileImage.ts';
import type { PileTable } from './pileTable.ts';
import { uniteImages } from './uniteImages.ts';

/** A pile of which each image has its split, its label and its place, and is there once. */
export interface FoundPile extends PassOutcome {
  readonly kind: 'found';
  /** The files that tables were read from. */
  readonly tables: ReadonlySet<LazyFile>;
  /** How many images have no label. */
  readonly asideCount: number;
}

/** Tables of names are no larger, all together, in bytes; and no more. */
const maxTableBytes = 2 ** 26;
const maxTables = 200;
/** What is most often a table first: of texts beside images, one each, most are none. */
const tableNames = [
  /\.(csv|tsv)$/i,
  /\.(jsonl|ndjson|manifest)$/i,
  /\.(lst|list)$/i,
  /\.(txt|json)$/i,
];

/** What a container holds for a data set of images. */
interface Stock {
  readonly container: Container;
  readonly images: readonly LazyFile[];
  /** Tiny ImageNet's list of validation classes. */
  readonly list: LazyFile | undefined;
}

/**
 * The images of containers, with what tables among their files, or `beside` them, and folders say of
 * them; no images where there are none. The outcome is a question where several readings are sensible.
 * @throws DataError for images of a kind that is not read, and for what {@link layOutPile} and
 * {@link uniteImages} refuse; and the signal's reason when it is aborted.
 */
export async function findPile(
  containers: readonly Container[],
  choices: ReadingChoices,
  beside: readonly LazyFile[],
  task: TaskOptions & KeepingOptions,
): Promise<FoundPile | ReadingQuestion> {
  const stocks: Stock[] = [];
  for (const container of containers) {
    const list = findAnnotations(container.files);
    const named = container.files.filter(({ path }) => isImageName(path));
    const images = named.length > 0 ? named : await namelessImages(container.files, task.kept);
    stocks.push({ container, images, list });
  }
  const filled = stocks.filter(({ images }) => images.length > 0);
  if (filled.length === 0)
    return { kind: 'found', images: [], tables: new Set(), asideCount: 0, notes: [] };
  const tables = await tablesOf(stocks, beside, task.kept);
  const listed: string[] = [];
  const images: PileImage[] = [];
  for (const stock of filled) images.push(...(await recordsOf(stock, listed, task.kept)));
  const hidden = hiddenLabels([...containers.flatMap(({ files }) => files), ...beside]);
  const laidOut = await layOutPile(images, [...tables.keys()], choices, hidden);
  if (laidOut.kind !== 'laid-out') return laidOut;
  const used = new Set([...laidOut.used].map((table) => tables.get(table)!));
  const united = await uniteImages(laidOut.images, task);
  return {
    kind: 'found',
    images: united.images,
    tables: used,
    asideCount: laidOut.asideCount,
    notes: [
      ...stocks.flatMap((stock) => notesOnStock(stock, used)),
      ...listed,
      ...laidOut.notes,
      ...united.notes,
    ],
  };
}

/** The first file, by its path, that may hold labels and is not read; null where there is none. */
function hiddenLabels(files: readonly LazyFile[]): string | null {
  const paths = files.map(({ path }) => path).filter((path) => mayHideLabels(extensionOf(path)));
  return paths.length === 0 ? null : paths.reduce((least, path) => (path < least ? path : least));
}

/** The records of a container's images; Tiny ImageNet's list tells where its own lie. */
async function recordsOf(
  { container, images, list }: Stock,
  notes: string[],
  kept: KeptReading | undefined,
): Promise<PileImage[]> {
  if (list === undefined) return pileOf(container, images);
  const content = { path: list.path, bytes: await contentOnce(kept, list) };
  const tiny = placeTinyImages(
    images.map(({ path }) => path),
    content,
    container.file,
  );
  notes.push(...tiny.notes);
  const placed = images.flatMap((image, at) => {
    const path = tiny.placed[at];
    return path === null ? [] : [{ image, path }];
  });
  return pileOf(
    container,
    placed.map(({ image }) => image),
    placed.map(({ path }) => path),
  );
}

/** The tables that may name images, in archives and beside them, with the files that they are. */
async function tablesOf(
  stocks: readonly Stock[],
  beside: readonly LazyFile[],
  kept: KeptReading | undefined,
): Promise<Map<PileTable, LazyFile>> {
  const rankOf = (path: string) => tableNames.findIndex((name) => name.test(path));
  const tablesIn = (files: readonly LazyFile[], archive: Container | null, list?: LazyFile) =>
    files
      .filter((one) => one !== list && rankOf(one.path) !== -1)
      .map((from) => ({ from, archive, size: from.size }));
  const found = [
    ...stocks.flatMap(({ container, images, list }) =>
      container.isArchive && images.length === 0
        ? []
        : tablesIn(container.files, container.isArchive ? container : null, list),
    ),
    ...tablesIn(beside, null),
  ].sort((a, b) => rankOf(a.from.path) - rankOf(b.from.path) || depthOf(a.from) - depthOf(b.from));
  const read = withinBytes(found, maxTableBytes)
    .slice(0, maxTables)
    .map(async ({ from, archive }): Promise<[PileTable, LazyFile]> => {
      const { path } = from;
      const place =
        archive === null ? { file: path, entry: null } : { file: archive.file, entry: path };
      return [{ ...place, path, archive, bytes: await contentOnce(kept, from) }, from];
    });
  return new Map(await Promise.all(read));
}

const depthOf = ({ path }: LazyFile): number => path.split('/').length;

/** Notes on what a container holds besides images. */
function notesOnStock({ container, images, list }: Stock, used: ReadonlySet<LazyFile>): string[] {
  const { file, files, isArchive } = container;
  const own = new Set(images);
  if (images.length === 0 && isArchive) return [`${file}: left aside, as it holds no images.`];
  return notesOnRest(
    file,
    files.filter((one) => !own.has(one) && one !== list && !used.has(one)),
  );
}

/** An image of a pile that is not decoded yet, as it is painted. */
export const undecodedOf = (
  { image, container }: PileImage,
  turn: number,
  decoder: ImageDecoder,
): FoundImage => new FoundImage(image, container, turn, decoder);

/** There may be a million of them, so that they share what they can. */
class FoundImage {
  constructor(
    private readonly image: LazyFile,
    private readonly container: Container,
    readonly turn: number,
    private readonly decoder: ImageDecoder,
  ) {}

  get key(): object {
    return this.image;
  }

  get file(): string {
    return this.container.file;
  }

  get path(): string {
    return this.image.path;
  }

  get size(): number {
    return this.image.size;
  }

  get stored(): StoredImage | 'in order' {
    const { image, origin } = this;
    if (image.isInOrder) return 'in order';
    return { origin, stretch: image.stretch ?? null, read: () => image.read() };
  }

  async decode() {
    return this.decoder(await this.image.read(), this.origin);
  }

  private get origin(): ImageOrigin {
    const { file, isArchive } = this.container;
    return isArchive ? { file, entry: this.path } : { file: this.path, entry: null };
  }
}
