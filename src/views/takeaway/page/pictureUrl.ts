/** A picture that stands in the file itself. */

const urls = new WeakMap<OffscreenCanvas, string>();

/** A picture as the address that holds it whole, PNG; kept, because charts show the same ones. */
export function pictureUrl(picture: OffscreenCanvas): string {
  const known = urls.get(picture);
  if (known !== undefined) return known;
  const canvas = document.createElement('canvas');
  canvas.width = picture.width;
  canvas.height = picture.height;
  canvas.getContext('2d')?.drawImage(picture, 0, 0);
  const url = canvas.toDataURL();
  urls.set(picture, url);
  return url;
}
