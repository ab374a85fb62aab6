/**
 * Glyphs, the data set that ships with the page: the 62 digits and Latin letters, drawn from
 * the faces of thirty font families under small random distortions. White ink on black, 16 grey
 * levels, 28 × 28 like MNIST. Glyphs are scaled by their font's em rather than by their own box,
 * with enough jitter that O, o and 0 or l, I and 1 run into each other: those classes are the
 * point of the data set. Some pairs cannot be told apart at all, so no network errs 0%.
 *
 * The file is gzip around raw bytes, row-major, 784 an image: all training images, class 0's
 * first, then all test images, class 0's first. Labels follow from the order. Made by
 * `npm run glyphs` from a fixed seed; `npm run glyphs -- --check` regenerates and compares.
 *
 * Licence: the images are ours to give, under the project's MIT licence. The fonts are under the
 * SIL Open Font License 1.1 or the Apache License 2.0, which leave what is drawn with them
 * free; `public/glyphs.LICENSES.txt` credits each.
 */
export const glyphs = {
  name: 'Glyphs',
  file: 'glyphs.bin',
  /** SHA-256 of the decompressed bytes. */
  sha256: '94a1ad7e12ab296e480df1c0b73e1d7431356448419401d190668af0a677fe87',
  classes: [
    ...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz',
  ] as readonly string[],
  trainPerClass: 350,
  testPerClass: 60,
  shape: { height: 28, width: 28, channels: 1 },
} as const;
