/** The value of a description in JSON; undefined, which is no description, for text that is no JSON. */
export function parsedText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
