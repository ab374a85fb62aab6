import { describe, expect, it } from 'vitest';
import { checkDocs, type Repository } from './checkDocs.ts';
import { anchorOf, readMarkdown } from './markdown.ts';
import { thisRepository } from './repository.ts';

describe('the documents of this repository', () => {
  const repository = thisRepository();

  it('are found, with what they may name', () => {
    expect([...repository.documents.keys()]).toEqual(
      expect.arrayContaining(['README.md', 'docs/engine.md', 'docs/methods.md']),
    );
    expect(repository.subcommands).toContain('run');
    expect(repository.scripts).toContain('test');
  });

  it('name only what exists', () => {
    expect(checkDocs(repository)).toEqual([]);
  });
});

/** Problems of a README beside a few files, by what they say after its place. */
function problemsOf(readme: string, others: Record<string, string> = {}): string[] {
  const documents = new Map(Object.entries({ 'README.md': readme, ...others }));
  const made: Repository = {
    files: [...documents.keys(), 'src/spec/methods/single.ts', 'src/spec/link.ts', 'bench/main.ts'],
    scripts: new Set(['test', 'bench', 'espalier']),
    subcommands: new Set(['run']),
    documents,
  };
  return checkDocs(made).map((problem) => problem.replace('README.md:1: ', ''));
}

describe('checkDocs', () => {
  it('finds links that lead nowhere', () => {
    expect(
      problemsOf('[a](src/spec/link.ts) [b](src/spec) [c](https://nowhere.invalid/x)'),
    ).toEqual([]);
    expect(problemsOf('[a](docs/none.md)')).toEqual([
      'links to docs/none.md, which does not exist',
    ]);
    expect(problemsOf('[a]: none.md')).toEqual(['links to none.md, which does not exist']);
  });

  it('finds anchors that no heading has, in the same document and in others', () => {
    const guide = { 'docs/guide.md': '# The one, and *only*\n[up](../README.md#top)' };
    expect(problemsOf('# Top\n[a](docs/guide.md#the-one-and-only) [b](#top)', guide)).toEqual([]);
    expect(problemsOf('[a](docs/guide.md#the-two)', guide)).toEqual([
      'links to docs/guide.md#the-two, but docs/guide.md has no such heading',
      'docs/guide.md:2: links to ../README.md#top, but README.md has no such heading',
    ]);
  });

  it('finds paths in code that do not exist', () => {
    expect(problemsOf('`src/spec/link.ts` `src/spec/` `link.ts` `spec/link.ts`')).toEqual([]);
    for (const path of ['src/spec/none.ts', 'src/none/', 'ink.ts', 'bench/none']) {
      expect(problemsOf(`Read \`${path}\`.`)).toEqual([`names ${path}, which does not exist`]);
    }
  });

  it('fills placeholders in, and wants something that fits', () => {
    expect(
      problemsOf('`src/spec/methods/<kind>.ts` `src/**/*.ts` `src/spec/{link,methods/single}.ts`'),
    ).toEqual([]);
    expect(problemsOf('`src/spec/networks/<kind>.ts`')).toHaveLength(1);
    expect(problemsOf('`src/spec/{link,none}.ts`')).toEqual([
      'names src/spec/none.ts, which does not exist',
    ]);
  });

  it('leaves other code alone', () => {
    expect(problemsOf('`src/…/none.ts` `result.json` `a / b` `N·ϕ(l)`')).toEqual([]);
    expect(problemsOf('```ts\nimport "src/none.ts"; // npm run none\n```')).toEqual([]);
  });

  it('finds paths in diagrams', () => {
    expect(problemsOf('```mermaid\na["all<br>src/spec/link.ts"] --> b[bench]\n```')).toEqual([]);
    expect(problemsOf('```mermaid\na["all<br>src/spec/none.ts"] --> b\n```')).toEqual([
      'names src/spec/none.ts, which does not exist',
    ]);
  });

  it('finds commands that do not exist, in lines and in shell blocks', () => {
    const good = 'npm ci && npm test && npm run bench -- --quick && npm run espalier -- run x.json';
    expect(problemsOf(`\`${good}\``)).toEqual([]);
    expect(problemsOf('`npm run none`')).toEqual([
      'package.json has no script none (npm run none)',
    ]);
    expect(problemsOf('```sh\nnpm run --silent espalier -- fly\n```')).toEqual([
      'the command line has no command fly (npm run --silent espalier -- fly)',
    ]);
    expect(problemsOf('```sh\nnpx vitest run src/none.test.ts\n```')).toHaveLength(1);
  });

  it('finds documents that nothing leads to', () => {
    expect(problemsOf('text', { 'docs/alone.md': '# Alone' })).toEqual([
      'docs/alone.md: no other document links to it',
    ]);
  });
});

describe('readMarkdown', () => {
  it('makes the anchors that GitHub makes', () => {
    expect(anchorOf('θ, the weights of the levels')).toBe('θ-the-weights-of-the-levels');
    expect(anchorOf('`npm test` & more')).toBe('npm-test--more');
    expect([...readMarkdown('# A\n## A').anchors]).toEqual(['a', 'a-1']);
  });

  it('takes blocks for code, not for headings and links', () => {
    const { anchors, links, codes } = readMarkdown('```sh\n# no heading [a](b)\n```\n# Yes');
    expect([...anchors]).toEqual(['yes']);
    expect(links).toEqual([]);
    expect(codes).toEqual([{ text: '# no heading [a](b)', language: 'sh', line: 1 }]);
  });
});
