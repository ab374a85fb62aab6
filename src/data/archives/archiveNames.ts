/** Names of an archive's entries, alike for every kind of archive. */
import { quoted } from '../limits.ts';
import { faultOfPath } from './entryNames.ts';

/** The one answer to names that cannot be taken. */
export const allowedNames = 'relative paths with forward slashes, each once';

/**
 * Refuses unsafe names and names that cannot be told apart; says where only case differs.
 * @throws what `refuse` makes of a path and what is wrong with it.
 */
export function checkEntryNames(
  paths: Iterable<string>,
  file: string,
  notes: string[],
  refuse: (path: string, found: string) => Error,
): void {
  const seen = new Set<string>();
  const folded = new Map<string, string>();
  let told = false;
  for (const path of paths) {
    const fault = faultOfPath(path);
    if (fault !== null) throw refuse(path, `its name is unsafe: ${fault}`);
    const normal = path.normalize('NFC');
    if (seen.has(normal)) throw refuse(path, 'another entry has the same name');
    seen.add(normal);
    const lower = normal.toLowerCase();
    const other = folded.get(lower);
    if (other !== undefined && !told) {
      told = true;
      notes.push(
        `${file}: ${quoted(other)} and ${quoted(path)} differ only in case; such names are kept apart.`,
      );
    }
    folded.set(lower, path);
  }
}
