/**
 * Groups images that are equal byte for byte. A hash of 64 bits sorts them (FNV-1a beside a
 * multiply-and-rotate); images of one hash are then compared themselves, so the answer is exact.
 */
export class EqualImages<Place> {
  /** What has been added, by the first hash, then the second. */
  private readonly found = new Map<number, Map<number, Same<Place>[]>>();

  /** Adds an image, kept by reference, and where it is from. */
  add(image: Uint8Array, place: Place): void {
    const [first, second] = hashOf(image);
    const alike = this.alike(first, second);
    const same = alike.find((one) => isEqual(one.image, image));
    if (same === undefined) alike.push({ image, places: [place] });
    else same.places.push(place);
  }

  /** Places of equal images, in the order added; images that are alone are left out. */
  groups(): Place[][] {
    const all = [...this.found.values()].flatMap((seconds) => [...seconds.values()].flat());
    return all.map(({ places }) => places).filter((places) => places.length > 1);
  }

  private alike(first: number, second: number): Same<Place>[] {
    const seconds = this.found.get(first) ?? new Map<number, Same<Place>[]>();
    const alike = seconds.get(second) ?? [];
    this.found.set(first, seconds.set(second, alike));
    return alike;
  }
}

interface Same<Place> {
  readonly image: Uint8Array;
  readonly places: Place[];
}

function hashOf(image: Uint8Array): [number, number] {
  let first = 0x811c9dc5;
  let second = image.length;
  for (let at = 0; at < image.length; at++) {
    first = Math.imul(first ^ image[at], 0x01000193);
    second = Math.imul(second + image[at] + 1, 0x9e3779b1);
    second ^= second >>> 15;
  }
  return [first, second];
}

function isEqual(one: Uint8Array, other: Uint8Array): boolean {
  for (let at = 0; at < one.length; at++) if (one[at] !== other[at]) return false;
  return true;
}
