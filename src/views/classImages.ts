import type { ImageShape } from '../spec/units.ts';

/** Names and sample images of the classes, as views draw them. Names are foreign text. */
export interface ClassImages {
  readonly classes: readonly string[];
  readonly shape: ImageShape;
  /** Per class, some training images: height × width × channels bytes each; may be empty. */
  readonly samples: readonly (readonly Uint8Array[])[];
}
