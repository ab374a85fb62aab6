import type { ClassIndex } from '../../spec/units.ts';

/** A piece of the story: plain words, something bold, or the name of a class. */
export type StoryPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'bold'; readonly text: string }
  | { readonly kind: 'class'; readonly index: ClassIndex }
  | { readonly kind: 'group'; readonly name: string };
