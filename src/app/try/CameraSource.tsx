import { useEffect, useRef, useState } from 'react';
import { messageOf } from '../../lib/messageOf.ts';
import { Button } from '../controls/Button.tsx';
import styles from './TryPage.module.css';

interface CameraSourceProps {
  readonly onFrame: (frame: {
    readonly height: number;
    readonly width: number;
    readonly channels: 3;
    readonly pixels: Uint8Array;
  }) => Promise<void>;
  /** The camera is off again, or left: no frame is to be seen any longer. */
  readonly onLeave: () => void;
}

/** Pixels of the square that is taken of a frame. */
const side = 256;
/** Milliseconds between two frames that are asked about, at least. */
const pace = 100;

/** The camera, on from a press until the source is left. Frames are asked about and forgotten. */
export function CameraSource({ onFrame, onLeave }: CameraSourceProps) {
  const [stream, setStream] = useState<MediaStream | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const video = useRef<HTMLVideoElement>(null);
  const tell = useRef({ onFrame, onLeave });
  tell.current = { onFrame, onLeave };
  const isHere = useRef(true);
  useEffect(() => {
    isHere.current = true;
    return () => {
      isHere.current = false;
    };
  }, []);
  useEffect(() => {
    if (stream === null || video.current === null) return;
    const element = video.current;
    element.srcObject = stream;
    let isOn = true;
    const follow = async () => {
      await element.play().catch(() => {});
      while (isOn) {
        const frame = frameOf(element);
        if (frame !== null) await tell.current.onFrame(frame);
        await new Promise((resolve) => setTimeout(resolve, pace));
      }
    };
    void follow();
    const [track] = stream.getVideoTracks();
    track.onended = () => {
      setStream(null);
      setRefused('It went away. Connect it again, or look whether another program took it.');
    };
    return () => {
      isOn = false;
      letGo(stream);
      tell.current.onLeave();
    };
  }, [stream]);
  const start = () => {
    setRefused(null);
    navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } }).then(
      // The person may have gone on while the browser asked: then nobody would turn it off.
      (given) => (isHere.current ? setStream(given) : letGo(given)),
      (error: unknown) => {
        const asked = 'Allow it in the browser’s settings.';
        setRefused(`It did not go on: ${messageOf(error)}. ${asked}`);
      },
    );
  };
  if (stream === null) {
    return (
      <div className={styles.drop}>
        <p>
          The browser asks before the camera goes on. No frame is kept, none leaves this machine.
        </p>
        <Button onPress={start} isDisabled={navigator.mediaDevices === undefined}>
          Turn the camera on
        </Button>
        {refused !== null && <p role="alert">{refused}</p>}
      </div>
    );
  }
  return (
    <div className={styles.pad}>
      <div className={styles.camera}>
        <video ref={video} muted playsInline aria-label="What the camera sees" />
        <span className={styles.live}>camera on</span>
      </div>
      <Button onPress={() => setStream(null)}>Turn it off</Button>
    </div>
  );
}

/** Turns the camera off. */
function letGo(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

/** The middle square of what the camera sees now; null before it sees anything. */
function frameOf(video: HTMLVideoElement) {
  const { videoWidth, videoHeight } = video;
  const short = Math.min(videoWidth, videoHeight);
  if (short === 0) return null;
  const context = new OffscreenCanvas(side, side).getContext('2d');
  if (context === null) return null;
  const [left, top] = [(videoWidth - short) / 2, (videoHeight - short) / 2];
  context.drawImage(video, left, top, short, short, 0, 0, side, side);
  const { data } = context.getImageData(0, 0, side, side);
  const pixels = new Uint8Array(side * side * 3);
  for (let pixel = 0; pixel < side * side; pixel++) {
    for (let part = 0; part < 3; part++) pixels[pixel * 3 + part] = data[pixel * 4 + part];
  }
  return { height: side, width: side, channels: 3 as const, pixels };
}
