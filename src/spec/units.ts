/** Indices and units as types of their own, so that one cannot be taken for another. */

declare const unit: unique symbol;

/** Position of a class in the data set's list of classes, from 0. */
export type ClassIndex = number & { readonly [unit]?: 'class' };
/** Position of an image in its split, from 0. */
export type ImageIndex = number & { readonly [unit]?: 'image' };
/** A round of the complementary method (the paper's t), from 1. */
export type Round = number & { readonly [unit]?: 'round' };
/** A pass over the training images within a round, from 1. */
export type Epoch = number & { readonly [unit]?: 'epoch' };
/** The three parts of a data set. */
export const splitNames = ['train', 'validation', 'test'] as const;
export type SplitName = (typeof splitNames)[number];

/** Class names are no longer, in characters: they are folders, cells of tables, or typed. */
export const longestClassName = 20_000;

/** Height and width in pixels; 1 channel for grey, 3 for red, green, blue. */
export interface ImageShape {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/** The k of every top-k error that is reported (those not above the number of classes). */
export const topErrorRanks = [1, 2, 5, 10] as const;
