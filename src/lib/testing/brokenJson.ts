/**
 * Parsed JSON that a test breaks on purpose: anything may be taken away from it or put anywhere, so no
 * type describes it.
 */
// biome-ignore lint/suspicious/noExplicitAny: the one place where what is broken on purpose has no type
export type BrokenJson = any;
