/** The first of some files that come to no more than so many bytes. */
export function withinBytes<File extends { readonly size: number }>(
  files: readonly File[],
  most: number,
): File[] {
  let room = most;
  return files.filter(({ size }) => {
    if (size > room) return false;
    room -= size;
    return true;
  });
}
