/**
 * A drawing that was taken from the page, before it is a file: elements of SVG whose styles are all
 * attributes, and pieces of text that may still become outlines.
 */

export type SvgNode = SvgElementNode | SvgTextNode;

export type SvgAttributes = Readonly<Record<string, string | number>>;

export interface SvgElementNode {
  readonly kind: 'element';
  readonly name: string;
  readonly attributes: SvgAttributes;
  readonly children: readonly SvgNode[];
}

/** A character, or several that are one to the eye, and where it begins. */
export interface PlacedCharacter {
  readonly text: string;
  readonly x: number;
}

export interface TextFont {
  /** As the page asks for it: the first family is the one it has. */
  readonly family: string;
  readonly size: number;
  readonly weight: number;
  readonly isItalic: boolean;
  readonly hasTabularNumbers: boolean;
}

/** A piece of text on one line. */
export interface SvgTextNode {
  readonly kind: 'text';
  readonly characters: readonly PlacedCharacter[];
  /** Where the last character ends. */
  readonly end: number;
  /** The baseline. */
  readonly y: number;
  /** What stays in place where a reader's font is wider or narrower. */
  readonly anchor: 'start' | 'middle' | 'end';
  readonly font: TextFont;
  readonly fill: string;
  readonly opacity: number;
}

/** A rectangle of the drawing, in CSS pixels. */
export interface PageBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly title: string;
  /** One sentence that says what is shown. */
  readonly description: string;
  readonly nodes: readonly SvgNode[];
}

export function element(
  name: string,
  attributes: SvgAttributes,
  children: readonly SvgNode[] = [],
): SvgElementNode {
  return { kind: 'element', name, attributes, children };
}

/** The text of a piece, whole. */
export function wholeText({ characters }: SvgTextNode): string {
  return characters.map(({ text }) => text).join('');
}
