import { Segments } from '../../../views/kit/Segments.tsx';
import { rooms, storyRoom } from './rooms.tsx';

interface RoomSwitchProps {
  readonly room: string;
  readonly onRoom: (room: string) => void;
}

const options = [{ id: storyRoom, label: 'Story' }, ...rooms];

/** Opens the story or one of the rooms beside it. */
export function RoomSwitch({ room, onRoom }: RoomSwitchProps) {
  return <Segments label="What of the run" options={options} chosen={room} onChoose={onRoom} />;
}
