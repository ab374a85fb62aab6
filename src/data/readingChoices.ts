/**
 * What files leave open, and a person's answers. {@link readOrAsk} asks: it returns questions
 * instead of a data set, each with alternatives that hold their own answer. To go on, the same
 * files are read again with `choices` of the alternatives picked, joined by {@link withChoice};
 * what is asked then depends on these answers, so there may be further questions. Choices are
 * plain JSON, so they cross threads and can be kept. An answer to what was not asked is no error:
 * it counts wherever it applies (`colour: 'grey'` makes colour images grey). A `label` that
 * nothing is called is refused.
 */
import type { ReadingChoices } from '../spec/sections/readingSpec.ts';
import type { Raster } from './codecs/raster.ts';

export type { ReadingChoices };

/** How an image comes to a given size. An image that has it already is left as it is. */
export type Fitting = SizeChoice['fitting'];

/** The one size that images of several sizes come to, in pixels, and how. */
export type SizeChoice = NonNullable<ReadingChoices['size']>;

export type ColourChoice = NonNullable<ReadingChoices['colour']>;

/** What rows of numbers are: the pixels of images, or the features of vectors. */
export type RowsChoice = NonNullable<ReadingChoices['rows']>;

/** What images rows of numbers are. */
export type PixelLayout = NonNullable<ReadingChoices['shape']>;

/**
 * Which of nested folders name the class: all of them, as a path, so that the outer ones group
 * classes; the outermost alone; or the innermost alone.
 */
export type FoldersChoice = NonNullable<ReadingChoices['folders']>;

/** Which images that cannot be read are left out. */
export type LeaveOutChoice = NonNullable<ReadingChoices['leaveOut']>;
/** Exactly these: how many, and the hash of their paths. */
export type LeftOut = Exclude<LeaveOutChoice, string>;
export type LabelsChoice = NonNullable<ReadingChoices['labels']>;

export type SplitsChoice = NonNullable<ReadingChoices['splits']>;

export type TwinsChoice = NonNullable<ReadingChoices['twins']>;

/** Encodings of tables as the platform's decoder calls them. */
export type EncodingChoice = NonNullable<ReadingChoices['encoding']>;

/** One way to read the files. */
export interface Alternative {
  /** The answer, to be joined with those given before. */
  readonly choices: ReadingChoices;
  /** What it is, in a few words: `Crop to 64 × 64`. */
  readonly title: string;
  /** What it does to these files, in a sentence. Text of foreign origin may be in it. */
  readonly description: string;
  /** What chooses it on the command line: `--images crop:64x64`. */
  readonly flag: string;
  /** A few images as they would be read, at most {@link previewImages}; may be none. */
  readonly previews: readonly Raster[];
}

interface Question {
  /** The file, archive or folder that it is about. Text of foreign origin. */
  readonly file: string;
  /** What was found, as a part of a sentence: `the images are of 3 sizes, …`. */
  readonly found: string;
  /** At least two; the first is what would be expected most often. */
  readonly alternatives: readonly Alternative[];
}

/** Images of several sizes, or too large together. Other sizes than the alternatives' may be answered. */
export interface SizeQuestion extends Question {
  readonly kind: 'size';
  /** The sizes met, most frequent first, at most {@link listedSizes}. */
  readonly sizes: readonly {
    readonly height: number;
    readonly width: number;
    readonly count: number;
  }[];
}

/** Images in grey beside others in colour. */
export interface ColourQuestion extends Question {
  readonly kind: 'colour';
  readonly greyCount: number;
  readonly colourCount: number;
}

/** Several columns of a table, arrays or lists that may be the labels. */
export interface LabelQuestion extends Question {
  readonly kind: 'label';
}

/** Rows of numbers that may be images of one shape or another, or features all the same. */
export interface RowsQuestion extends Question {
  readonly kind: 'rows';
}

/** Several sets, or several arrays of the same images. */
export interface PartQuestion extends Question {
  readonly kind: 'part';
}

/** Images in a class folder and in folders within it. */
export interface FoldersQuestion extends Question {
  readonly kind: 'folders';
}

/** Names in archives, in an encoding that these do not tell. */
export interface NamesQuestion extends Question {
  readonly kind: 'names';
}

/** Images that cannot be read, among others that can. */
export interface BrokenQuestion extends Question {
  readonly kind: 'broken';
  /** All of them, and what is wrong with each. Text of foreign origin. */
  readonly broken: readonly { readonly path: string; readonly fault: string }[];
}

/** Folders, tables or names that tell different labels. */
export interface LabelsQuestion extends Question {
  readonly kind: 'labels';
}

/** Folders whose names speak of splits, and that may be classes. */
export interface SplitsQuestion extends Question {
  readonly kind: 'splits';
}

/** Class names that differ in capital letters alone. */
export interface TwinsQuestion extends Question {
  readonly kind: 'twins';
}

/** A table that is not UTF-8. */
export interface EncodingQuestion extends Question {
  readonly kind: 'encoding';
}

/** A model among the files, whose features of the images at hand can be trained on. */
export interface ModelQuestion extends Question {
  readonly kind: 'model';
}

export type ReadingQuestion =
  | SizeQuestion
  | ColourQuestion
  | LabelQuestion
  | RowsQuestion
  | PartQuestion
  | FoldersQuestion
  | NamesQuestion
  | BrokenQuestion
  | LabelsQuestion
  | SplitsQuestion
  | TwinsQuestion
  | EncodingQuestion
  | ModelQuestion;

/** Images that an alternative previews, at most. */
export const previewImages = 6;
/** Sizes that a question lists, at most. */
export const listedSizes = 20;

/** Answers so far and another one. */
export const withChoice = (choices: ReadingChoices, answer: ReadingChoices): ReadingChoices => ({
  ...choices,
  ...answer,
});
