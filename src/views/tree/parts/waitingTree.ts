/** A bare tree, for the time before there is one. */

const maxArms = 24;
const rowHeight = 42;

/** About the height that the tree will have. */
export function waitingHeight(arms: number, classCount: number, width: number): number {
  if (width < 620) return Math.min(720, 44 * arms + 60);
  if (classCount > 150) return Math.min(720, 23 * arms + 20);
  return Math.min(720, Math.max(320, Math.ceil(arms / 2) * rowHeight + 62));
}

/** Trunk and empty wires, as one path. */
export function waitingTree(arms: number, width: number, height: number): string {
  const rows = Math.max(1, Math.ceil(Math.min(arms, maxArms) / 2));
  const middle = width / 2;
  const reach = width * 0.3;
  const step = (height - 90) / rows;
  const wires = Array.from({ length: rows }, (_, row) => {
    const y = Math.round(30 + step * (row + 0.5));
    const foot = Math.min(height - 20, y + 30);
    return [-1, 1].map(
      (side) =>
        `M${middle + side * (24 + reach)} ${y}H${middle + side * 36}Q${middle + side * 24} ${y} ${middle + side * 24} ${y + 12}Q${middle + side * 22} ${foot - 6} ${middle} ${foot}`,
    );
  });
  return `M${middle} 8V${height - 8}M${middle - 26} ${height - 8}h52${wires.flat().join('')}`;
}
