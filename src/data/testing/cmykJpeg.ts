/** A JPEG of 9 × 5 pixels of the inks 200, 40, 90 and 30, as Pillow writes them. */
export const cmykJpeg: Uint8Array<ArrayBuffer> = Uint8Array.from(
  atob(
    '/9j/7gAOQWRvYmUAZAAAAAAA/9sAQwADAgIDAgIDAwMDBAMDBAUIBQUEBAUKBwcGCAwKDAwLCgsLDQ4SEA0OEQ4LCx' +
      'AWEBETFBUVFQwPFxgWFBgSFBUU/8AAFAgABQAJBEMRAE0RAFkRAEsRAP/EABcAAQEBAQAAAAAAAAAAAAAAAAAIBwn/' +
      'xAAUEAEAAAAAAAAAAAAAAAAAAAAA/9oADgRDAE0AWQBLAAA/AI8XQ2N0DAH/2Q==',
  ),
  (letter) => letter.charCodeAt(0),
);

/** Where the mark of Adobe begins in it, and where it says which transform the inks underwent. */
export const adobeMark = { start: markAt() - 4, transform: markAt() + 11 };

function markAt(): number {
  return String.fromCharCode(...cmykJpeg).indexOf('Adobe');
}
