/**
 * Folders of classes that a file manager copied: `cat - Copy` beside `cat`. What such a folder holds again is
 * taken once, and goes for the class where the rest of it is of it as well.
 */
import { groupedBy } from '../../lib/groupedBy.ts';
import { formatCounted } from '../../lib/numberFormat.ts';
import { quoted } from '../limits.ts';
import { fileNameIn, type PassOutcome, type PileImage } from './pileImage.ts';
import { isSameFile } from './setsInPile.ts';

/** What Windows, macOS and desktops of Linux put behind the name of a copy, or before it. */
const behind =
  /[\s_]*(?:[-–][\s_]*)?\(?\b(?:copy|kopie|copie|copia|cópia|kopia|копия|副本|复制|コピー)\b\)?(?:[\s_]*\(?\d+\)?)?$/iu;
const before = /^(?:copy of|kopie von|copie de|copia de|cópia de|копия)\s+/iu;

/** The name of what a folder is called a copy of; null for other names. */
export function copiedName(name: string): string | null {
  const plain = name.normalize('NFC');
  const original = before.test(plain) ? plain.replace(before, '') : withoutEnd(plain);
  return original === plain || original === '' ? null : original;
}

/** Words end at letters of other scripts too, which `\b` does not know. */
function withoutEnd(name: string): string {
  const bare = name.replace(behind, '');
  return bare === name ? name.replace(/[\s_]*[-–]?[\s_]*(?:копия|副本|复制|コピー)$/u, '') : bare;
}

/** Images without those of copied class folders that the class itself holds too. */
export async function withoutClassCopies(images: readonly PileImage[]): Promise<PassOutcome> {
  const byLabel = groupedBy(
    images.filter(({ source }) => source === 'folders'),
    ({ label }) => label!,
  );
  const again = new Set<PileImage>();
  const notes: string[] = [];
  for (const [label, copies] of byLabel) {
    const original = byLabel.get(copiedName(label) ?? '');
    if (original === undefined) continue;
    const known = groupedBy(original, (one) => `${one.split}/${fileNameIn(one)}`);
    const own: PileImage[] = [];
    for (const one of copies) {
      const [twin] = known.get(`${one.split}/${fileNameIn(one)}`) ?? [];
      if (twin !== undefined && (await isSameFile(one.image, twin.image))) own.push(one);
    }
    // A folder of which some are other pictures may be more than a copy.
    if (own.length < copies.length) continue;
    for (const one of own) again.add(one);
    const are = own.length === 1 ? 'is' : 'are';
    notes.push(
      `${formatCounted(own.length, 'image')} of ${quoted(original[0].label!)} ${are} there twice, again in ${quoted(label)}; taken once.`,
    );
  }
  return again.size === 0
    ? { images, notes }
    : { images: images.filter((one) => !again.has(one)), notes };
}
