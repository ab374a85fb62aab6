import { z } from 'zod';

/** Ids under which sweeps are kept. */
export const sweepIdSchema = z.string().regex(/^[0-9a-z-]{1,64}$/);
