/** `1 – 4, 7`: seeds in order, those that follow one another by their ends. */
export function seedsText(seeds: readonly number[]): string {
  const stretches: [number, number][] = [];
  for (const seed of seeds) {
    const last = stretches.at(-1);
    if (last !== undefined && seed === last[1] + 1) last[1] = seed;
    else stretches.push([seed, seed]);
  }
  return stretches
    .map(([first, last]) => {
      if (first === last) return String(first);
      return last === first + 1 ? `${first}, ${last}` : `${first}\u00a0–\u00a0${last}`;
    })
    .join(', ');
}
