/**
 * What events of several kinds hold. Arrays over classes are in the order of `dataset.classes`;
 * errors and accuracies are in [0, 1].
 */
import { z } from 'zod';
import { splitNames } from '../../units.ts';

export const count = z.int().nonnegative();
export const perClass = z.array(z.number().nullable());
export const split = z.enum(splitNames);
/** Top-k errors by k, as far as there are classes: `{ "1": 0.12, "2": 0.07 }`. */
export const topErrorFields = z.record(z.string(), z.number());
export const topErrorsBySplit = z.partialRecord(split, topErrorFields);
/** Share of each class's images classified rightly; null for a class without images. */
export const accuracyBySplit = z.partialRecord(split, perClass);

export type TopErrorsBySplit = z.infer<typeof topErrorsBySplit>;
export type AccuracyBySplit = z.infer<typeof accuracyBySplit>;
