/** Types of bundle.mjs, which Node reads as it is. */
export function commandLineBundle(kept?: string): Promise<string>;
