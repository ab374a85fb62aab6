/** What only networks tell that are trained together: how each does by itself. */
import { z } from 'zod';
import {
  accuracyBySplit,
  hash,
  meanShare,
  ordinalNumber,
  split,
  topErrorsBySplit,
} from './eventFields.ts';

/** More networks than a run can have. */
const most = 1000;

export const jointBodies = [
  /** Each of the networks by itself at the end of an epoch, on the images that the epoch is measured on. */
  z.strictObject({
    type: z.literal('members-measured'),
    epoch: ordinalNumber,
    /** In the order of the networks. */
    members: z
      .array(z.strictObject({ topErrors: topErrorsBySplit, classAccuracy: accuracyBySplit }))
      .max(most),
    /** Mean weight of each network over a split's images; they sum to 1. */
    weights: z.partialRecord(split, z.array(meanShare).max(most)),
  }),
  /** The trained networks, by the SHA-256 of their files, in the order of the networks. */
  z.strictObject({ type: z.literal('members-kept'), networkHashes: z.array(hash).max(most) }),
] as const;
