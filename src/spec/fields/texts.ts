/** Fields that hold text. */
import { z } from 'zod';
import { longestClassName } from '../units.ts';

/** The name of a class. */
export const className = z.string().max(longestClassName, {
  error: `must not be longer than ${longestClassName} characters`,
});

/** A name or a label. */
export const shortText = z.string().max(200, { error: 'must not be longer than 200 characters' });

/** SHA-256 of a data set or a network. */
export const sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/, { error: 'must be a SHA-256 in hexadecimal' });
