/** What rooms draw, for pages that show the story first: it is read when a room is opened. */
import { type ReactNode, useEffect } from 'react';
import { laterCode } from '../../later/laterCode.ts';
import { Unread } from '../../later/Unread.tsx';

type RoomViews = typeof import('./roomViews.tsx')['roomViews'];

export const laterRooms = laterCode(() =>
  import('./roomViews.tsx').then(({ roomViews }): RoomViews => roomViews),
);

interface LaterRoomProps {
  readonly draw: (views: RoomViews) => ReactNode;
}

/** What `draw` makes of the rooms' views once they are read; where they do not come, the way to ask again. */
export function LaterRoom({ draw }: LaterRoomProps) {
  const state = laterRooms.useState();
  useEffect(() => {
    void laterRooms.read();
  }, []);
  if (state.phase === 'read') return draw(state.code);
  if (state.phase !== 'failed') return <div aria-busy="true" />;
  return <Unread what="This room" onTryAgain={() => void laterRooms.read()} />;
}
