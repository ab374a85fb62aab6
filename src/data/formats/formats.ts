/** All formats that are read. To add one is to add its entry here; see docs/recipes/format.md. */
import { cifar } from './cifar.ts';
import type { Format, LookedAt, Recognition } from './format.ts';
import { gzip } from './gzip.ts';
import { idx } from './idx.ts';
import { imageFormats } from './imageFormats.ts';
import { npy } from './npy.ts';
import { parquet } from './parquet.ts';
import { table } from './table.ts';
import { tar } from './tar.ts';
import { zip } from './zip.ts';

/**
 * In the order in which files are asked for their marks: those that stand at the start of a file come
 * before tar's, which stands further on, and IDX's, which is short; what has no mark comes last.
 */
export const formats: readonly Format[] = [
  ...imageFormats,
  zip,
  gzip,
  npy,
  parquet,
  tar,
  idx,
  cifar,
  table,
];

/** What may be dropped, for messages. */
export const readable =
  'IDX files (.gz or not), NumPy arrays (.npy, .npz), Parquet tables of images, CIFAR’s binary files, tables of pixels (.csv, .tsv), zip and tar archives (.tar.gz too) of these or of images in class folders, and dropped folders of PNG, JPEG, WebP, GIF, BMP or PGM/PPM images';

/** A format, and why a file is taken to be of it. */
export interface RecognisedAs {
  readonly format: Format;
  readonly as: Recognition;
}

/** The format of a file: the first whose mark it has, else the first that it is likely of; null for others. */
export function recognise(file: LookedAt): RecognisedAs | null {
  let likely: RecognisedAs | null = null;
  for (const format of formats) {
    const as = format.recognise(file);
    if (as === 'mark') return { format, as };
    if (as !== null) likely ??= { format, as };
  }
  return likely;
}

/** Whether a file in an archive may hold data, or be packed, by its name. */
export const mayHoldData = (path: string): boolean =>
  formats.some((format) => {
    if (format.role === 'data') return format.names.test(path) || format.isList?.(path) === true;
    return (
      format.role === 'packing' &&
      format.endings.some((one) => path.toLowerCase().endsWith(`.${one}`))
    );
  });
