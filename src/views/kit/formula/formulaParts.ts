/**
 * A formula as docs/methods.md writes it in plain text, taken apart for being set: `_` sets the next
 * sign or bracket low, `^` sets it high, and names of functions stand upright.
 */

export type FormulaPart =
  | { readonly kind: 'text' | 'upright'; readonly text: string }
  | { readonly kind: 'low' | 'high'; readonly parts: readonly FormulaPart[] };

/** @throws RangeError for a bracket that is not closed, or a mark with nothing after it. */
export function formulaParts(formula: string): FormulaPart[] {
  const parts: FormulaPart[] = [];
  let at = 0;
  while (at < formula.length) {
    const sign = formula[at];
    if (sign === '_' || sign === '^') {
      const { inside, end } = operandAt(formula, at + 1);
      parts.push({ kind: sign === '_' ? 'low' : 'high', parts: formulaParts(inside) });
      at = end;
      continue;
    }
    const word = /^\p{Script=Latin}{2,}/u.exec(formula.slice(at))?.[0];
    const text = word ?? /^[^_^]/u.exec(formula.slice(at))?.[0] ?? sign;
    addText(parts, word === undefined ? 'text' : 'upright', text);
    at += text.length;
  }
  return parts;
}

/** What a mark applies to: a bracket, without its ends, or one sign. */
function operandAt(formula: string, from: number): { inside: string; end: number } {
  if (from >= formula.length) throw new RangeError(`Nothing follows the mark in “${formula}”`);
  if (formula[from] !== '(') return { inside: formula[from], end: from + 1 };
  let depth = 0;
  for (let at = from; at < formula.length; at++) {
    if (formula[at] === '(') depth++;
    if (formula[at] === ')') depth--;
    if (depth === 0) return { inside: formula.slice(from + 1, at), end: at + 1 };
  }
  throw new RangeError(`A bracket is not closed in “${formula}”`);
}

function addText(parts: FormulaPart[], kind: 'text' | 'upright', text: string): void {
  const last = parts.at(-1);
  if (last?.kind === kind) parts[parts.length - 1] = { kind, text: last.text + text };
  else parts.push({ kind, text });
}
