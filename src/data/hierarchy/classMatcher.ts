/** Finds the class that a text from another file means, or says that it means none. */
export class ClassMatcher {
  private readonly exact = new Map<string, number>();
  /** −1 where several classes differ only in case or separators. */
  private readonly loose = new Map<string, number>();

  constructor(classes: readonly string[]) {
    classes.forEach((name, index) => {
      this.exact.set(name, index);
      const key = looseKey(name);
      this.loose.set(key, this.loose.has(key) ? -1 : index);
    });
  }

  /**
   * The class of this name; case, and whether words are parted by spaces, underscores or hyphens,
   * may differ as long as only one class is meant. Null for none.
   */
  find(text: string): number | null {
    const index = this.exact.get(text) ?? this.loose.get(looseKey(text)) ?? -1;
    return index < 0 ? null : index;
  }

  /**
   * The class of this label, or of one of its synonyms parted by commas, as WordNet lists them;
   * null where they mean none, or several.
   */
  findLabel(label: string): number | null {
    const whole = this.find(label);
    if (whole !== null || !label.includes(',')) return whole;
    const found = new Set(label.split(',').map((part) => this.find(part)));
    found.delete(null);
    return found.size === 1 ? ([...found][0] ?? null) : null;
  }
}

function looseKey(text: string): string {
  return text
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ');
}
