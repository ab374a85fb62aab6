import styles from './Characters.module.css';

/** Characters that stand alone and look like others; "a" is left a word. */
const alone = /(?<![\w’'])([b-zA-Z0-9])(?![\w’'])/gu;

/** A text whose single characters are set in the mono face, where I l 1 O 0 differ. */
export function Characters({ text }: { readonly text: string }) {
  return text.split(alone).map((part, index) =>
    index % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts of one fixed text
      <b key={index} className={styles.character}>
        {part}
      </b>
    ) : (
      part
    ),
  );
}
