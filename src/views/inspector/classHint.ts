/** Letters and digits that are taken for one another, whichever face they are set in. */
const confusable = '0Oo1lIi2Zz5Ss8B9gqCcKkPpUuVvWwXxYy';

const digits = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

/** Plain words for a character that looks like another, as `lower-case L`; null for other names. */
export function classHint(name: string): string | null {
  if (name.length !== 1 || !confusable.includes(name)) return null;
  if (name >= '0' && name <= '9') return `digit ${digits[Number(name)]}`;
  return name === name.toUpperCase() ? `capital ${name}` : `lower-case ${name.toUpperCase()}`;
}
