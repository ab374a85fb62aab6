/**
 * What events of several kinds hold, within the ranges that a run can tell: a log from outside is
 * drawn as it stands, so what no run can have told is refused. Arrays over classes are in the order of
 * `dataset.classes`; errors and accuracies are in [0, 1].
 */
import { z } from 'zod';
import { splitNames } from '../../units.ts';

export const count = z.int().nonnegative();
/** A round or an epoch, from 1, or 0 before the first: no spec has more of them. */
export const ordinalNumber = z.int().min(0).max(1_000_000);
/** What is counted, and divided by how many there are. */
export const share = z.number().min(0).max(1);
/** A mean of probabilities, which single precision may leave a little outside [0, 1]. */
export const meanShare = z.number().min(-0.001).max(1.001);
/** A weight, or a size: any but a negative one. */
export const nonnegative = z.number().min(0).max(1e300);
/** A loss, a coordinate: any number that can still be multiplied by a hundred. */
export const finite = z.number().min(-1e300).max(1e300);
/** In seconds: thirty thousand years. */
export const seconds = z.number().min(0).max(1e12);
/** A name that a person gave, or that stands in a file. */
export const label = z.string().max(1000);
/** What is said to people in sentences. */
export const words = z.string().max(20_000);
export const hash = z.string().max(128);

/** More of anything than a run can have. */
const longest = 100_000_000;
export const counts = z.array(count).max(longest);
export const finites = z.array(finite).max(longest);
/** Importance of each class. */
export const importances = z.array(nonnegative).max(longest);
export const perClass = z.array(share.nullable()).max(longest);
export const split = z.enum(splitNames);
/** Top-k errors by k, as far as there are classes: `{ "1": 0.12, "2": 0.07 }`. */
export const topErrorFields = z.record(z.string().regex(/^\d{1,6}$/), share);
export const topErrorsBySplit = z.partialRecord(split, topErrorFields);
/** Share of each class's images classified rightly; null for a class without images. */
export const accuracyBySplit = z.partialRecord(split, perClass);

export type TopErrorsBySplit = z.infer<typeof topErrorsBySplit>;
export type AccuracyBySplit = z.infer<typeof accuracyBySplit>;
