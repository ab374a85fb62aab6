import type { TippingVote } from '../../algorithms/answers/tippingVote.ts';
import type { ImageAnswer } from '../../analysis/predictions/imageAnswer.ts';
import type { PictureFitting } from '../../data/picture/pictureAsData.ts';
import { formatPercent } from '../../lib/numberFormat.ts';
import type { ImageShape } from '../../spec/units.ts';

/** The sentence that heads the page: what is read, and which networks read something else. */
export function answerSentence(
  { label, probability, members }: ImageAnswer,
  nameOf: (label: number) => string,
  rounds: readonly number[],
): string {
  const said = `${nameOf(label)} with ${formatPercent(probability, 0)}.`;
  if (members.length < 2) return `The network reads ${said}`;
  const others = members.flatMap((own, at) =>
    own.label === label ? [] : [`network ${rounds[at]} reads ${nameOf(own.label)}`],
  );
  if (others.length === 0) return `All ${members.length} networks read ${said}`;
  const told = others.slice(0, 3).join(', ');
  const more = others.length > 3 ? `, and ${others.length - 3} more read others` : '';
  return `Together they read ${said} ${told[0].toUpperCase()}${told.slice(1)}${more}.`;
}

/** What one network's vote would have to be for another class to win; rounded so that it holds. */
export function tippingWords(
  { network, from, to, label }: TippingVote,
  nameOf: (label: number) => string,
  rounds: readonly number[],
): { readonly reads: string; readonly vote: string } {
  const isMore = to > from;
  // As many digits as it takes to tell the two apart.
  const digits = [2, 3, 4, 5, 6].find((each) => from.toFixed(each) !== to.toFixed(each)) ?? 6;
  const unit = 10 ** digits;
  const passed = (isMore ? Math.ceil(to * unit) : Math.floor(to * unit)) / unit;
  const side = isMore ? 'above' : 'below';
  return {
    reads: nameOf(label),
    vote: `with the vote of network ${rounds[network]} ${side} ${passed.toFixed(digits)} in place of ${from.toFixed(digits)}`,
  };
}

const fittings = {
  crop: 'scaled until it covers the size, its middle cut out',
  resize: 'scaled to the size, its sides apart',
  pad: 'scaled down to fit, laid on black',
} as const;

/** What was done to a picture so that the networks can take it. */
export function fittingWords(done: PictureFitting | null, { height, width }: ImageShape): string {
  const size = `${width} × ${height}`;
  if (done === null) return `${size}, as it is in the data set.`;
  const steps = [
    done.fitting === null
      ? 'its own size'
      : `from ${done.width} × ${done.height}, ${fittings[done.fitting]}`,
    ...(done.colour === 'grey' ? ['colours made grey'] : []),
    ...(done.colour === 'repeated' ? ['grey repeated for red, green and blue'] : []),
  ];
  return `${size}: ${steps.join('; ')}.`;
}
