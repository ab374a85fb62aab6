/** The parts of a Markdown text that can be checked: headings, links, code in lines and in blocks. */

export interface Link {
  /** As written: a path, an anchor, both, or an address. */
  readonly target: string;
  readonly line: number;
}

export interface Code {
  readonly text: string;
  /** Language of the block; null for code within a line. */
  readonly language: string | null;
  readonly line: number;
}

export interface Markdown {
  /** Anchors of the headings, as GitHub makes them. */
  readonly anchors: ReadonlySet<string>;
  readonly links: readonly Link[];
  readonly codes: readonly Code[];
}

const fence = /^\s*(`{3,}|~{3,})\s*([\w-]*)/;
const heading = /^#{1,6}\s+(.*?)\s*#*\s*$/;
const codeInLine = /(`+)(.+?)\1/g;
const inlineLink = /!?\[[^\]]*\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)/g;
const linkDefinition = /^\s{0,3}\[[^\]]+\]:\s*(\S+)/;

/** Reads a Markdown text; what stands in fenced blocks is no heading and no link. */
export function readMarkdown(text: string): Markdown {
  const titles: string[] = [];
  const links: Link[] = [];
  const codes: Code[] = [];
  let block: { mark: string; language: string; lines: string[]; line: number } | null = null;
  text.split('\n').forEach((content, at) => {
    const line = at + 1;
    const [, mark, language] = fence.exec(content) ?? [];
    if (block !== null) {
      const ends = mark?.startsWith(block.mark) && language === '';
      if (!ends) block.lines.push(content);
      else {
        codes.push({ text: block.lines.join('\n'), language: block.language, line: block.line });
        block = null;
      }
      return;
    }
    if (mark !== undefined) {
      block = { mark, language, lines: [], line };
      return;
    }
    const [, title] = heading.exec(content) ?? [];
    if (title !== undefined) titles.push(title);
    for (const [, , code] of content.matchAll(codeInLine)) {
      codes.push({ text: code.trim(), language: null, line });
    }
    links.push(...linksOf(content, line));
  });
  return { anchors: anchorsOf(titles), links, codes };
}

function linksOf(content: string, line: number): Link[] {
  const withoutCode = content.replace(codeInLine, 'code');
  const [, defined] = linkDefinition.exec(withoutCode) ?? [];
  const found = [...withoutCode.matchAll(inlineLink)].map(([, target]) => ({ target, line }));
  return defined === undefined ? found : [...found, { target: defined, line }];
}

/** A heading met again gets a number, as GitHub numbers it. */
function anchorsOf(titles: readonly string[]): ReadonlySet<string> {
  const met = new Map<string, number>();
  const anchors = titles.map((title) => {
    const anchor = anchorOf(title);
    const times = met.get(anchor) ?? 0;
    met.set(anchor, times + 1);
    return times === 0 ? anchor : `${anchor}-${times}`;
  });
  return new Set(anchors);
}

/** The anchor of a heading: lower case, without punctuation, hyphens for spaces. */
export function anchorOf(title: string): string {
  return title
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-');
}
