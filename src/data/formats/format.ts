/**
 * What a format is: how a file of it is known, by its content and then by its name, and how it is read.
 * Each format is one entry (`formats.ts`) in a file of its own; nothing else asks which formats there are.
 */

import type { NameEncoding } from '../../spec/sections/nameEncoding.ts';
import type { UnnamedRecord } from '../archives/zipDirectory.ts';
import type { DecodedImage, ImageDecoder, ImageOrigin } from '../codecs/decodedImage.ts';
import type { WasmModuleSource } from '../codecs/imageCodec.ts';
import type { KeepingOptions } from '../kept/keptReading.ts';
import type { DataLimits } from '../limits.ts';
import type { ReadingTask } from '../progress.ts';
import type { Reading } from '../reading.ts';
import type { ReadingChoices } from '../readingChoices.ts';
import type { ByteSource } from '../sources/byteSource.ts';
import type { LazyFile } from '../sources/container.ts';
import type { LabelFile } from '../tables/labelLists.ts';

/** A file that is looked at: no longer compressed, unless the format is a compression. */
export interface LookedAt {
  /** Its path, or that of an entry in its archive; names may lie. */
  readonly path: string;
  /** Its content, or as much of the start as tells any format that has a mark. */
  readonly bytes: Uint8Array;
}

/**
 * `mark`: its content says so. `likely`: its name does, or how its content looks, where no mark of
 * another format says otherwise. `companion`: it lies beside files of the format and is none itself.
 */
export type Recognition = 'mark' | 'likely' | 'companion';

interface Recognised {
  readonly kind: string;
  recognise(file: LookedAt): Recognition | null;
}

/** Where the libraries are that decode images; without one, its images are refused. */
export interface ImageModules {
  readonly jpegModule?: WasmModuleSource;
  readonly webpModule?: WasmModuleSource;
}

/** Decodes an image of one format. @throws PartError naming the place where it is damaged. */
export type FormatDecoder = (
  bytes: Uint8Array,
  place: ImageOrigin,
  limits: DataLimits,
) => DecodedImage | Promise<DecodedImage>;

/** Images, one a file. */
export interface ImageFormat extends Recognised {
  readonly role: 'image';
  /** What it is called, for people. */
  readonly title: string;
  /** What its files' names end in, without a dot: many files are found by these alone. */
  readonly endings: readonly string[];
  /** What decodes its images, with the libraries that there are. */
  read(modules: ImageModules): FormatDecoder;
}

/** Archives of files. */
export interface ArchiveFormat extends Recognised {
  readonly role: 'archive';
  /** Begins to read an archive. @throws DataError where it is damaged. */
  read(source: ByteSource, file: string, limits: DataLimits): Promise<ReadArchive>;
}

/** An archive whose entries are known. */
export interface ReadArchive {
  /** Its entries where their names may not tell their encoding; empty where all do. */
  readonly records: readonly UnnamedRecord[];
  /**
   * Its files, none of them read yet.
   * @param encoding of names that do not tell theirs; null where all do, or it makes no difference.
   * @throws DataError naming what is damaged, or is not taken.
   */
  entries(
    encoding: NameEncoding | null,
  ): Promise<{ readonly entries: readonly LazyFile[]; readonly notes: readonly string[] }>;
}

/** A file that is packed by itself. */
export interface PackingFormat extends Recognised {
  readonly role: 'packing';
  /** What its files' names end in, without a dot. */
  readonly endings: readonly string[];
  /** What is in it, at most `limit` bytes. @throws DataError where it is damaged or holds more. */
  read(bytes: Uint8Array, place: string, limit: number): Uint8Array;
}

/** A file's content, no longer compressed. */
export interface OpenedFile {
  readonly file: string;
  readonly entry: string | null;
  readonly bytes: Uint8Array;
}

/** Files of one format of data. */
export interface DataFiles {
  /** At least one. */
  readonly files: readonly OpenedFile[];
  readonly companions: readonly OpenedFile[];
  /** Texts and tables beside them that may hold their labels. */
  readonly lists: readonly LabelFile[];
}

/** What reading data needs besides the files. */
export interface DataSettings extends ReadingTask, KeepingOptions {
  /** What the data set is called. */
  readonly name: string;
  readonly choices: ReadingChoices;
  readonly limits: DataLimits;
  /** Decodes images that lie in data. */
  readonly decode: ImageDecoder;
}

/** Files that hold many images or vectors with their labels. */
export interface DataFormat extends Recognised {
  readonly role: 'data';
  /** Told without any mark: its files are left aside where others say by content what they are. */
  readonly yields: boolean;
  /** Names that such files often have: entries of archives so called are looked at first. */
  readonly names: RegExp;
  /** Whether a file beside them, by its path, may hold their labels. */
  isList?(path: string): boolean;
  /** A name for the data set where files' names, without endings, tell none of their own. */
  nameOf?(stems: readonly string[]): string | null;
  /** The data set of such files, or what must be chosen. @throws DataError */
  read(files: DataFiles, settings: DataSettings): Reading | Promise<Reading>;
}

export type Format = ImageFormat | ArchiveFormat | PackingFormat | DataFormat;

/** Whether a file has a mark, as {@link Recognition} says it. */
export const byMark =
  (isIt: (bytes: Uint8Array) => boolean) =>
  ({ bytes }: LookedAt): Recognition | null =>
    isIt(bytes) ? 'mark' : null;
