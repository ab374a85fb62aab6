/** How the networks of an ensemble differ: where they disagree, and which class gains by which one. */

/**
 * Disagreement: the share of images that two members read as different classes, averaged over all
 * pairs of members (Kuncheva and Whitaker 2003, with the classes in place of right and wrong). Null
 * with fewer than two members, and without images.
 * @param members the class each member reads each image as.
 */
export function disagreement(members: readonly ArrayLike<number>[]): number | null {
  const images = members[0]?.length ?? 0;
  if (members.length < 2 || images === 0) return null;
  let differing = 0;
  members.forEach((one, place) => {
    for (const other of members.slice(place + 1)) {
      for (let image = 0; image < images; image++) if (one[image] !== other[image]) differing++;
    }
  });
  return differing / ((members.length * (members.length - 1)) / 2) / images;
}

/**
 * What a member rescues: of each class, the share of its images that the vote before the member
 * joined reads wrongly and the member reads rightly. Null for a class without images.
 */
export function rescuedShares(
  before: ArrayLike<number>,
  member: ArrayLike<number>,
  labels: Int32Array,
  classCount: number,
): (number | null)[] {
  const images = new Array<number>(classCount).fill(0);
  const rescued = new Array<number>(classCount).fill(0);
  labels.forEach((label, image) => {
    images[label]++;
    if (before[image] !== label && member[image] === label) rescued[label]++;
  });
  return images.map((count, index) => (count === 0 ? null : rescued[index] / count));
}
