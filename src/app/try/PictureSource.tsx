import { useEffect } from 'react';
import { DropZone } from 'react-aria-components';
import { Button } from '../controls/Button.tsx';
import { filesIn } from '../droppedFiles.ts';
import { pickFiles } from '../pickFiles.ts';
import styles from './TryPage.module.css';

interface PictureSourceProps {
  readonly onFile: (file: File) => void;
}

/** A picture dropped, chosen, or pasted anywhere on the page. */
export function PictureSource({ onFile }: PictureSourceProps) {
  useEffect(() => {
    const paste = ({ clipboardData }: ClipboardEvent) => {
      const file = [...(clipboardData?.files ?? [])].find(({ type }) => type.startsWith('image/'));
      if (file) onFile(file);
    };
    document.addEventListener('paste', paste);
    return () => document.removeEventListener('paste', paste);
  }, [onFile]);
  const take = (files: readonly File[]) => {
    const [file] = files;
    if (file) onFile(file);
  };
  return (
    <DropZone
      data-drop-zone
      className={styles.drop}
      onDrop={({ items }) => void filesIn(items).then(take)}
    >
      <p>Drop a picture here, or paste one</p>
      <Button onPress={() => void pickFiles({ accept: 'image/*,.pgm,.ppm' }).then(take)}>
        Choose a picture…
      </Button>
    </DropZone>
  );
}
