/** Where a card stands beside the pointer. */
interface Size {
  readonly width: number;
  readonly height: number;
}

interface Place {
  readonly x: number;
  readonly y: number;
}

/** From the pointer to the card, so that the card never covers what is pointed at. */
const away = 16;
/** From the card to the edge of the window, at least. */
const edge = 8;

/** Right of and below the pointer, on its other side where there is no room, inside in any case. */
export function cardPlace(at: Place, card: Size, room: Size): Place {
  return { x: along(at.x, card.width, room.width), y: along(at.y, card.height, room.height) };
}

function along(at: number, length: number, room: number): number {
  const after = at + away;
  const start = after + length + edge <= room ? after : at - away - length;
  return Math.max(edge, Math.min(start, room - edge - length));
}
