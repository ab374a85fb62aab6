/**
 * How files that can be read in several ways were read: a person's answers, kept with the
 * experiment so that whoever repeats it with the same files is asked nothing again. An answer to
 * what was not asked counts wherever it applies.
 */
import { z } from 'zod';
import { sha256 } from '../fields/texts.ts';
import { pixelRanges } from './featuresSpec.ts';
import { nameEncodings } from './nameEncoding.ts';

const side = z.int().min(1).max(65_536);

/** Encodings of tables that are not UTF-8, the most frequent first, as the platform's decoder calls them. */
export const tableEncodings = [
  'windows-1252',
  'windows-1251',
  'windows-1250',
  'macintosh',
  'shift_jis',
  'gbk',
  'big5',
  'euc-kr',
] as const;

/** Names of columns and folders are as long as files have them. */
const longName = z.string().max(65_536);

export const readingSchema = z
  .strictObject({
    /** The one size that images of several sizes come to, in pixels, and how. */
    size: z
      .strictObject({
        /** `resize` scales each side by itself; `crop` covers the size and cuts; `pad` lays on black. */
        fitting: z.enum(['resize', 'crop', 'pad']),
        height: side,
        width: side,
      })
      .exactOptional(),
    /** Grey by the luminance of ITU-R BT.601; colour by repeating grey. */
    colour: z.enum(['grey', 'colour']).exactOptional(),
    /** Name of the column, array or list that holds the labels. */
    label: longName.exactOptional(),
    /** What rows of numbers are: the pixels of images, or the features of vectors. */
    rows: z.enum(['images', 'vectors']).exactOptional(),
    /** What images rows of numbers are; colours lie pixel by pixel, or a plane for each. */
    shape: z
      .strictObject({
        height: side,
        width: side,
        /** Grey, red with green and blue, or these with their opacity. */
        channels: z.union([z.literal(1), z.literal(3), z.literal(4)]),
        order: z.enum(['interleaved', 'planes']).exactOptional(),
      })
      .exactOptional(),
    /** Which of several sets, or arrays of the same images, is read. */
    part: longName.exactOptional(),
    /** Which of nested folders name the class. */
    folders: z.enum(['path', 'outer', 'inner']).exactOptional(),
    /** Encoding of the names in archives that do not tell theirs. */
    names: z.enum(nameEncodings).exactOptional(),
    /**
     * Images that cannot be read: all that are broken, none, or exactly those of this count whose sorted
     * paths, one a line, have this SHA-256.
     */
    leaveOut: z
      .union(
        [z.enum(['broken', 'nothing']), z.strictObject({ count: z.int().min(1), names: sha256 })],
        {
          error: 'must be broken, nothing, or { "count": …, "names": … }',
        },
      )
      .exactOptional(),
    /** What tells the labels of images: folders, a table, or their names: before a number, the first words, starts or ends. */
    labels: z.enum(['folders', 'table', 'names', 'words', 'starts', 'ends']).exactOptional(),
    /** Whether words like train and test in the names of folders tell splits, or nothing. */
    splits: z.enum(['words', 'none']).exactOptional(),
    /** Whether class names that differ in capital letters alone are one class. */
    twins: z.enum(['join', 'apart']).exactOptional(),
    /** Encoding of tables that are not UTF-8. */
    encoding: z.enum(tableEncodings).exactOptional(),
    /** How a model whose features are computed takes pixels. */
    pixels: z.enum(pixelRanges).exactOptional(),
  })
  .readonly();

/** Answers to what files leave open; what is absent has not been answered. */
export type ReadingChoices = z.infer<typeof readingSchema>;
