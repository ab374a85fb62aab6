/**
 * Checks that what the documents name exists: files they link to, headings, paths and names of
 * source files in code, and commands. Code in blocks is not run; of blocks, only shell is looked into,
 * and diagrams for paths.
 *
 * A path may hold placeholders: `<kind>` stands for a part of a name, `*` for any, `**` for folders
 * as well, `{a,b}` for each of several. Something must fit it. A code with `…` is cut short on
 * purpose and is not looked at.
 */
import { dirname, join, normalize } from 'node:path/posix';
import { type Code, type Markdown, readMarkdown } from './markdown.ts';

/** What documents may name. */
export interface Repository {
  /** Paths of all files, from the root. */
  readonly files: readonly string[];
  /** Names of the scripts in package.json. */
  readonly scripts: ReadonlySet<string>;
  /** What `npm run espalier -- …` may be followed by. */
  readonly subcommands: ReadonlySet<string>;
  /** Markdown texts by path. */
  readonly documents: ReadonlyMap<string, string>;
}

/** Folders whose paths are checked wherever they stand in code. */
const folders = ['src', 'bench', 'docs', 'scripts', 'e2e', 'public', '.ci'];
const rootedPath = new RegExp(`^(?:${folders.map((name) => name.replace('.', '\\.')).join('|')})/`);
/** Names of files that are nowhere but in a repository: `result.json` may be anybody's. */
const sourceName = /\.(?:ts|tsx|mjs|css|html|md)$/;
const pathSign = /^[\w.@<>*{},/-]+$/;
/** What stands around the words of a diagram. */
const diagramMarks = /<br>|["'[\](){}|,;]/g;
const shellLanguages = ['sh', 'bash', 'shell', 'console'];
/** What npm does without a script. */
const ownCommands = ['ci', 'install', 'exec'];

/** What is wrong, as `file:line: …`; empty where all is as it should be. */
export function checkDocs(repository: Repository): string[] {
  const read = new Map(
    [...repository.documents].map(([path, text]) => [path, readMarkdown(text)] as const),
  );
  const paths = new KnownPaths(repository.files);
  const problems = [...read].flatMap(([path, markdown]) => [
    ...linkProblems(path, markdown, read, paths),
    ...markdown.codes.flatMap((code) =>
      codeProblems(code, repository, paths).map((what) => `${path}:${code.line}: ${what}`),
    ),
  ]);
  return [...problems, ...orphans(read)];
}

function linkProblems(
  from: string,
  { links }: Markdown,
  documents: ReadonlyMap<string, Markdown>,
  paths: KnownPaths,
): string[] {
  return links.flatMap(({ target, line }) => {
    if (/^[a-z][a-z0-9+.-]*:/i.test(target)) return [];
    const [path, anchor] = splitTarget(from, target);
    const where = `${from}:${line}:`;
    if (!paths.has(path)) return [`${where} links to ${target}, which does not exist`];
    const document = documents.get(path);
    if (anchor === null || document === undefined) return [];
    return document.anchors.has(anchor)
      ? []
      : [`${where} links to ${target}, but ${path} has no such heading`];
  });
}

/** The path from the root, and the heading's anchor, that a link leads to. */
function splitTarget(from: string, target: string): [path: string, anchor: string | null] {
  const [path, anchor] = decodeURI(target).split('#');
  const whole = path === '' ? from : normalize(join(dirname(from), path)).replace(/\/$/, '');
  return [whole, anchor ?? null];
}

function codeProblems(code: Code, { scripts, subcommands }: Repository, paths: KnownPaths) {
  const { text, language } = code;
  if (language === 'mermaid') return wordsOf(text.replace(diagramMarks, ' '), paths);
  if (language !== null && !shellLanguages.includes(language)) return [];
  return [...commandProblems(text, scripts, subcommands), ...wordsOf(text, paths)];
}

const wordsOf = (text: string, paths: KnownPaths): string[] =>
  text.split(/\s+/).flatMap((word) => pathProblems(word, paths));

function commandProblems(
  text: string,
  scripts: ReadonlySet<string>,
  subcommands: ReadonlySet<string>,
): string[] {
  const commands = text.matchAll(
    /\bnpm +(?:run +)?(?:--silent +)?([a-z][\w:-]*)(?: +-- +([a-z][\w-]*))?/g,
  );
  return [...commands].flatMap(([whole, script, subcommand]) => {
    if (!whole.includes('run') && ownCommands.includes(script)) return [];
    if (!scripts.has(script)) return [`package.json has no script ${script} (${whole})`];
    if (script !== 'espalier' || subcommand === undefined || subcommands.has(subcommand)) return [];
    return [`the command line has no command ${subcommand} (${whole})`];
  });
}

function pathProblems(word: string, paths: KnownPaths): string[] {
  if (word.includes('…') || !pathSign.test(word)) return [];
  const isRooted = rootedPath.test(word);
  if (!isRooted && !sourceName.test(word)) return [];
  return alternatives(word)
    .filter((path) => !(isRooted ? paths.fits(path) : paths.fitsEnd(path)))
    .map((path) => `names ${path}, which does not exist`);
}

/** `a/{b,c}` as `a/b` and `a/c`. */
function alternatives(path: string): string[] {
  const [whole, list] = /\{([^{}]*)\}/.exec(path) ?? [];
  if (whole === undefined) return [path];
  return list.split(',').flatMap((choice) => alternatives(path.replace(whole, choice)));
}

/** The files and folders of the repository. */
class KnownPaths {
  private readonly paths: ReadonlySet<string>;

  constructor(files: readonly string[]) {
    const parents = files.flatMap((file) => {
      const parts = file.split('/');
      return parts.slice(1).map((_, length) => parts.slice(0, length + 1).join('/'));
    });
    this.paths = new Set([...files, ...parents, '.']);
  }

  has(path: string): boolean {
    return this.paths.has(path);
  }

  /** Whether something has this path, placeholders filled in. */
  fits(path: string): boolean {
    const plain = path.replace(/\/$/, '');
    return this.has(plain) || this.some(`^${patternOf(plain)}$`, plain);
  }

  /** Whether the path of something is this, or ends in it. */
  fitsEnd(path: string): boolean {
    return this.some(`(?:^|/)${patternOf(path)}$`, null);
  }

  private some(pattern: string, plain: string | null): boolean {
    if (plain !== null && !/[<*]/.test(plain)) return false;
    const expression = new RegExp(pattern);
    for (const path of this.paths) if (expression.test(path)) return true;
    return false;
  }
}

function patternOf(path: string): string {
  return path
    .split(/(<[^<>]*>|\*\*\/?|\*)/)
    .map((part, place) => {
      if (place % 2 === 0) return part.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
      if (part.startsWith('**')) return '(?:.*/)?';
      return part === '*' ? '[^/]*' : '[^/]+';
    })
    .join('');
}

/** Documents that no other one links to: nobody would find them. */
function orphans(documents: ReadonlyMap<string, Markdown>): string[] {
  const linked = new Set(
    [...documents].flatMap(([from, { links }]) =>
      links.map(({ target }) => splitTarget(from, target)[0]).filter((path) => path !== from),
    ),
  );
  return [...documents.keys()]
    .filter((path) => path !== 'README.md' && !linked.has(path))
    .map((path) => `${path}: no other document links to it`);
}
