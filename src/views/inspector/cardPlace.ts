/** Room that the hover card takes. */
export const cardSize = { width: 220, height: 142 } as const;

interface Point {
  readonly x: number;
  readonly y: number;
}

const away = 16;

/** Where the card goes: right of and below the pointer, on the other side where there is no room. */
export function cardPlace(at: Point, room: { readonly width: number; readonly height: number }) {
  const left =
    at.x + away + cardSize.width > room.width ? at.x - away - cardSize.width : at.x + away;
  const top =
    at.y + away + cardSize.height > room.height ? at.y - away - cardSize.height : at.y + away;
  return { left: Math.max(4, left), top: Math.max(4, top) };
}
