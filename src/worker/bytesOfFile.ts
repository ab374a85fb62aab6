/** A file's whole content. */
export async function bytesOfFile(file: Blob): Promise<Uint8Array> {
  return new Uint8Array(await file.arrayBuffer());
}
