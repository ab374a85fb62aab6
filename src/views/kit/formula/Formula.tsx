import styles from './Formula.module.css';
import { type FormulaPart, formulaParts } from './formulaParts.ts';

/** A formula set in the hand of the page's equations; see `formulaParts.ts` for how it is written. */
export function Formula({ text }: { readonly text: string }) {
  return (
    <span className={styles.formula}>
      <Parts parts={formulaParts(text)} />
    </span>
  );
}

function Parts({ parts }: { readonly parts: readonly FormulaPart[] }) {
  // biome-ignore lint/suspicious/noArrayIndexKey: a formula's parts stay in their places
  return parts.map((part, at) => <Part key={at} part={part} />);
}

function Part({ part }: { readonly part: FormulaPart }) {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'upright':
      return <span className={styles.upright}>{part.text}</span>;
    case 'low':
      return (
        <sub>
          <Parts parts={part.parts} />
        </sub>
      );
    case 'high':
      return (
        <sup>
          <Parts parts={part.parts} />
        </sup>
      );
  }
}
