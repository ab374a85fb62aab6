import storyStyles from '../story/Story.module.css';
import type { BenchWords } from './benchWords.ts';

/** The sentence that heads the bench. */
export function BenchSentence({ parts }: { readonly parts: readonly BenchWords[] }) {
  return (
    <h2 className={storyStyles.story}>
      {parts.map(({ text, isBold }, index) =>
        // biome-ignore lint/suspicious/noArrayIndexKey: parts are told apart by their place only
        isBold ? <strong key={index}>{text}</strong> : <span key={index}>{text}</span>,
      )}
    </h2>
  );
}
