/** Heat colours: eight stops of one hue, from the tokens `--heat-0` to `--heat-7`. */

export type Rgb = readonly [number, number, number];

export function parseHex(hex: string): Rgb {
  const value = Number.parseInt(hex.trim().slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

/** The colour at a share of the way through the stops; shares outside [0, 1] take the ends. */
export function heatColour(stops: readonly Rgb[], share: number): string {
  const place = Math.min(1, Math.max(0, share)) * (stops.length - 1);
  const index = Math.min(stops.length - 2, Math.floor(place));
  const within = place - index;
  const mixed = stops[index].map((from, part) =>
    Math.round(from + (stops[index + 1][part] - from) * within),
  );
  return `rgb(${mixed.join(' ')})`;
}
