/**
 * How experiments name features of a frozen network: apart from their schema, since the first page
 * asks this of a source before any experiment is read.
 */

/** Letters of a model’s hash in the name of a source. */
const told = 16;
const pattern = new RegExp(`^features:([0-9a-f]{${told}}):(.+)$`, 'u');

/** By the model (SHA-256 in hexadecimal) and by where the images come from. */
export function featuresSource({ model }: { readonly model: string }, images: string): string {
  return `features:${model.slice(0, told)}:${images}`.slice(0, 200);
}

/** Where the images come from that features were computed of; null for what are no features. */
export function imagesSourceOf(source: string): string | null {
  return pattern.exec(source)?.[2] ?? null;
}

/** The first letters of the model’s hash; null for what are no features. */
export function modelOfSource(source: string): string | null {
  return pattern.exec(source)?.[1] ?? null;
}

interface NamedTrunk {
  readonly model: string;
  readonly pixels: string;
}

/** Whether features are of one model that takes pixels alike, or both are of none. */
export const isSameTrunk = (one: NamedTrunk | undefined, other: NamedTrunk | undefined): boolean =>
  one?.model === other?.model && one?.pixels === other?.pixels;
