const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** What is one character to the eye, such as a letter with its accents. */
export function graphemesOf(text: string): Intl.SegmentData[] {
  return [...segmenter.segment(text)];
}
