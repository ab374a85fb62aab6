import { Segments } from '../../../views/kit/Segments.tsx';
import { type StageRoom, storyRoom } from './rooms.tsx';

interface RoomSwitchProps {
  /** Those beside the story. */
  readonly rooms: readonly Pick<StageRoom, 'id' | 'label'>[];
  readonly room: string;
  readonly onRoom: (room: string) => void;
}

/** Opens the story or one of the rooms beside it. */
export function RoomSwitch({ rooms, room, onRoom }: RoomSwitchProps) {
  const options = [{ id: storyRoom, label: 'Story' }, ...rooms];
  return <Segments label="What of the run" options={options} chosen={room} onChoose={onRoom} />;
}
