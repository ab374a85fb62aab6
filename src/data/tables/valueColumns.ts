/** Columns beside names of images that tell no classes, whatever their cells share: measures and texts. */

const measures =
  /^(x|y|w|h|width|height|area|depth|(file|image)[ _]?size|left|top|right|bottom|[xy][ _]?\d|[xy][ _]?(min|max|center|centre)|(min|max)[ _]?[xy]|roi[ ._].*|bbox.*|.*[ _](x|y|w|h|width|height))$/i;

/** Whether a column of numbers is called as sizes and places in an image are. */
export const isMeasure = (name: string, cells: readonly string[]): boolean =>
  measures.test(name.trim()) && cells.every((cell) => cell === '' || !Number.isNaN(Number(cell)));

/** A place with its protocol, four words and more, or a name with the corners of a box. */
const prose = /^[a-z]+:\/\/|^\s*\S+(\s+\S+){3}/i;

/** Whether the cells of a column, no two of which are equal, are addresses, sentences or lists of boxes. */
export const isProse = (cells: readonly string[]): boolean =>
  cells.length > 1 &&
  new Set(cells).size === cells.length &&
  cells.filter((cell) => prose.test(cell)).length * 2 > cells.length;
