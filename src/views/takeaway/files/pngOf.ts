import type { Drawing } from '../drawing/svgNode.ts';

/** The most pixels on a side that every browser has canvases for. */
export const mostPixels = 8192;

/** A drawing as PNG. @throws Error where the browser cannot draw it. */
export async function pngOf(
  { width, height }: Drawing,
  svg: string,
  pixels: number,
): Promise<Blob> {
  const scale = Math.min(pixels / width, mostPixels / width, mostPixels / height);
  const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.width = Math.round(width * scale);
    image.height = Math.round(height * scale);
    image.src = address;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.width;
    canvas.height = image.height;
    canvas.getContext('2d')?.drawImage(image, 0, 0, image.width, image.height);
    return await new Promise((resolve, reject) => {
      canvas.toBlob((blob) => {
        if (blob === null) reject(new Error('The browser could not write the picture'));
        else resolve(blob);
      }, 'image/png');
    });
  } finally {
    URL.revokeObjectURL(address);
  }
}
