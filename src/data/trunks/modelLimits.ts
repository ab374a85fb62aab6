/** How much a model from outside may be. What exceeds a limit is refused before memory is taken for it. */
export const modelLimits = {
  /** Bytes of model.json. */
  jsonBytes: 2 ** 25,
  /** Bytes of all weights, in the file and once they are float32. */
  weightBytes: 2 ** 29,
  shards: 2000,
  weights: 20_000,
  /** Nodes of a graph, or layers of all nested models. */
  nodes: 20_000,
  /** Models within models. */
  nesting: 8,
  rank: 6,
  /** Values that are computed of weights alone while a model is read. */
  folded: 2 ** 27,
  /** Values that a node puts out for one image. */
  values: 2 ** 25,
  /** Values of one image that are held at once. */
  held: 2 ** 27,
  /** Multiply-adds that an image takes. */
  products: 2e11,
  /** Sides of the images that it takes, in pixels. */
  side: 2048,
  /** Pixels or places that a window, a stride or a margin has. */
  window: 1024,
} as const;
