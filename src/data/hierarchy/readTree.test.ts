import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DataError } from '../dataError.ts';
import { expectRefusal } from '../testing/errors.ts';
import { levelsOfTree } from './levelsOfTree.ts';
import { readTree, type TreeFile } from './readTree.ts';

const file = (text: string, name = 'tree.txt'): TreeFile => ({
  name,
  bytes: new TextEncoder().encode(text),
});
const json = (value: unknown, name = 'tree.json') => file(JSON.stringify(value), name);

const classes = ['red apple', 'pear', 'bear', 'wolf'];

/** Members of each group by name, from the tree cut into two. */
function pairsOf(files: readonly TreeFile[], of: readonly string[] = classes) {
  const tree = readTree(files, of);
  const [level] = levelsOfTree(tree, of, [2]).levels;
  return Object.fromEntries(
    level.names.map((name, group) => [
      name,
      of.filter((_, index) => level.groupOf[index] === group),
    ]),
  );
}

const expected = { fruit: ['red apple', 'pear'], animal: ['bear', 'wolf'] };

const nested = {
  name: 'all',
  children: [
    { name: 'fruit', children: ['Red_Apple', { name: 'pear' }] },
    { name: 'animal', children: [{ name: 'bear', children: [] }, 'WOLF'] },
  ],
};
const nodeLink = {
  nodes: [
    { id: 0, label: 'all' },
    { id: 1, label: 'fruit' },
    { id: 2, label: 'animal' },
    { id: 3, label: 'red-apple' },
    { id: 4, label: 'pear' },
    { id: 5, label: 'bear' },
    { id: 6, label: 'wolf' },
  ],
  links: [
    { source: 0, target: 1 },
    { source: 0, target: 2 },
    { source: 1, target: 3 },
    { source: 1, target: 4 },
    { source: 2, target: 5 },
    { source: 2, target: 6 },
  ],
};
const numbered = 'all F\nall A\nF 0\nF 1\nA 2\nA 3\n';
const named = '10 11\n10 12\n11 0\n11 1\n12 2\n12 3\n';
const table =
  'number,class,group,"wider, all"\n0,pear,fruit,x\n1,wolf,animal,x\n2,"bear",animal,x\n3,red apple,fruit,x\n';

describe('a tree is read', () => {
  it.each<[string, TreeFile[]]>([
    ['from nested JSON', [json(nested)]],
    ['from nested JSON after a byte order mark', [file(`\uFEFF ${JSON.stringify(nested)}`)]],
    ['from node-link JSON', [json(nodeLink)]],
    ['from node-link JSON with edges', [json({ nodes: nodeLink.nodes, edges: nodeLink.links })]],
    [
      'from a parent and a child a line',
      [
        file(
          'all fruit\r\nall animal\r\nfruit red_apple\r\nfruit pear\r\nanimal bear\r\nanimal wolf',
        ),
      ],
    ],
    [
      'from a parent and a child, with tabs and a header',
      [
        file(
          'parent\tchild\nall\tfruit\nall\tanimal\nfruit\tred apple\nfruit\tpear\nanimal\tbear\nanimal\twolf',
        ),
      ],
    ],
    [
      'with names apart, after a tab',
      [
        file(named),
        file(
          '0\tred apple\n1\tpear\n2\tbear\n3\twolf\n10\tall\n11\tfruit\n12\tanimal',
          'names.tsv',
        ),
      ],
    ],
    [
      'with names apart, given first, after a space',
      [file('0 red apple\n1 pear\n2 bear\n3 wolf\n11 fruit\n12 animal', 'names.txt'), file(named)],
    ],
    [
      'with a name a line for numbered nodes',
      [
        file('4 5\n4 6\n5 0\n5 1\n6 2\n6 3'),
        file('red-apple\npear\nbear\nwolf\nall\nfruit\nanimal', 'names.txt'),
      ],
    ],
    [
      'from indented names',
      [file('all\n- fruit\n--- red apple\n--- pear\n- animal\n-- bear\n-- wolf')],
    ],
    [
      'from names indented by tabs',
      [file('all\n\tfruit\n\t\tred apple\n\t\tpear\n\tanimal\n\t\tbear\n\t\twolf')],
    ],
    ['from a table with headers and quotes', [file(table, 'classes.csv')]],
    [
      'from a table of two columns',
      [file('red apple,fruit\npear,fruit\nbear,animal\nwolf,animal')],
    ],
    [
      'from a table, the class last',
      [file('fruit;red apple\nfruit;pear\nanimal;bear\nanimal;wolf')],
    ],
    [
      'from a class and a group a line',
      [file('red_apple fruit\npear fruit\nbear animal\nwolf animal')],
    ],
  ])('%s', (_name, files) => {
    expect(pairsOf(files)).toEqual(expected);
  });

  it('with leaves that are the numbers of the classes, where nothing names them', () => {
    const pairs = pairsOf([file(numbered)]);
    expect(pairs).toEqual({ F: expected.fruit, A: expected.animal });
    const order = file('3\n2\n1\n0', 'order.txt');
    expect(pairsOf([file(numbered), order])).toEqual({ A: expected.fruit, F: expected.animal });
  });

  it('by exact names where classes differ only in case', () => {
    const letters = ['a', 'A', 'b', 'B'];
    const tree = {
      name: 'letters',
      children: [
        { name: 'x', children: ['a', 'b'] },
        { name: 'y', children: ['A', 'B'] },
      ],
    };
    expect(pairsOf([json(tree)], letters)).toEqual({ x: ['a', 'b'], y: ['A', 'B'] });
  });

  it('by WordNet synonyms, and names groups by the first of them', () => {
    const tree =
      'n00000001 n00000002\nn00000001 n00000003\nn00000002 n00000004\nn00000002 n00000005\nn00000003 n00000006\nn00000003 n00000007';
    const names =
      'n00000001\tall\nn00000002\tfruit, produce\nn00000003\tanimal, beast\nn00000004\tapple, red apple\nn00000005\tpear\nn00000006\tbear\nn00000007\twolf, grey wolf';
    expect(pairsOf([file(tree), file(names, 'names.tsv')])).toEqual(expected);
  });

  it('with a group that has the name of a class below it', () => {
    expect(pairsOf([file('red apple,pear\npear,pear\nbear,wolf\nwolf,wolf')])).toEqual({
      pear: expected.fruit,
      wolf: expected.animal,
    });
  });

  it('whatever the order of lines', () => {
    const lines = [
      'all fruit',
      'all animal',
      'fruit red_apple',
      'fruit pear',
      'animal bear',
      'animal wolf',
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(lines, { minLength: 6 }), (shuffled) => {
        expect(pairsOf([file(shuffled.join('\n'))])).toEqual(expected);
      }),
    );
  });

  it('of 100,000 nodes one below the other, in every form', () => {
    const depth = 100_000;
    const lines = Array.from({ length: depth }, (_, index) => `n${index} n${index + 1}`);
    const leaves = `n${depth} red_apple\nn${depth} pear\nn1 bear\nn1 wolf`;
    const links = lines
      .map((line) => line.split(' '))
      .map(([source, target]) => ({ source, target }));
    const more = [
      ['n5', 'red apple'],
      ['n5', 'pear'],
      ['n1', 'bear'],
      [`n${depth}`, 'wolf'],
    ].map(([source, target]) => ({ source, target }));
    const ids = Array.from({ length: depth + 1 }, (_, index) => ({ id: `n${index}` }));
    const deep = `${'{"name":"x","children":['.repeat(depth)}"red apple","pear","bear","wolf"${']}'.repeat(depth)}`;
    const files = [
      file(`${lines.join('\n')}\n${leaves}`),
      json({ nodes: [...ids, ...classes.map((id) => ({ id }))], links: [...links, ...more] }),
      file(deep),
    ];
    for (const one of files) {
      const tree = readTree([one], classes);
      expect(tree.nodes.length).toBeGreaterThanOrEqual(depth);
      expect(tree.parents.length).toBe(tree.nodes.length);
    }
    const { levels } = levelsOfTree(readTree([files[0]], classes), classes, null);
    expect(levels.map(({ groupOf }) => [...groupOf])).toEqual([[0, 0, 1, 2]]);
  });
});

const tab = 'all fruit\nall animal\nfruit red_apple\nfruit pear\nanimal bear\n';

describe('a tree is refused', () => {
  it.each<[string, TreeFile[], string[]]>([
    ['without files', [], ['there are none']],
    ['of three files', [json(nested), json(nested), json(nested)], ['there are 3']],
    [
      'of two trees',
      [json(nested, 'a.json'), json(nested, 'b.json')],
      ['a.json', 'b.json', 'both'],
    ],
    ['of two lists of names', [file('a\nb', 'a.txt'), file('c\nd', 'b.txt')], ['neither']],
    ['that is empty', [file('  \n\n')], ['tree.txt', 'it is empty']],
    [
      'that is no text',
      [{ name: 'x.png', bytes: Uint8Array.of(0x89, 0xff, 0) }],
      ['x.png', 'not text'],
    ],
    ['that is no JSON', [file('{"name": "all", "children": [')], ['tree.txt', 'not']],
    ['that is other JSON', [json({ a: 1, b: [] })], ['“a”, “b”', 'nodes']],
    ['that is a list', [json([1, 2])], ['a list of 2']],
    [
      'with an unnamed node',
      [json({ name: 'all', children: [{ children: ['pear'] }] })],
      ['below “all”', 'without a name'],
    ],
    [
      'with children that are no list',
      [json({ name: 'all', children: 3 })],
      ['“all”', 'a number, not a list'],
    ],
    [
      'with a repeated id',
      [json({ nodes: [{ id: 1 }, { id: 1 }], links: [] })],
      ['node 2 of', '“1” occurs twice'],
    ],
    [
      'with a node without id',
      [json({ nodes: [{ id: 1 }, {}], links: [] })],
      ['node 2 of', 'no "id"'],
    ],
    ['without links', [json({ nodes: [{ id: 1 }, { id: 2 }] })], ['links']],
    [
      'with a link to nowhere',
      [json({ nodes: [{ id: 1 }, { id: 2 }], links: [{ source: 1, target: 9 }] })],
      ['link 1', '“9” is the id of no node'],
    ],
    [
      'with half a link',
      [json({ nodes: [{ id: 1 }, { id: 2 }], links: [{ source: 1 }] })],
      ['link 1', 'no "target"'],
    ],
    [
      'with an unknown class',
      [file(`${tab}animal dragon`)],
      ['“dragon”', 'no class', '“wolf” has no leaf'],
    ],
    ['with a missing class', [file(tab)], ['“wolf”', 'no leaf']],
    [
      'with a repeated class',
      [json({ name: 'all', children: [...classes, 'Pear'] })],
      ['“pear”', 'twice'],
    ],
    [
      'with a class that has nodes below',
      [file(`${tab}animal wolf\nwolf dog`)],
      ['“dog”', '“wolf” has no leaf'],
    ],
    [
      'with a class above another',
      [file('all fruit\nfruit red_apple\nfruit wolf\nwolf pear\nwolf bear')],
      ['“wolf”', 'nodes below it'],
    ],
    ['with a cycle', [file(`${tab}animal wolf\nx y\ny z\nz x`)], ['cycle', '“x”', '“y”', '“z”']],
    ['that is only a cycle', [file('a b\nb c\nc a')], ['a cycle']],
    [
      'with a node below itself',
      [file(`${tab}animal wolf\nx x`)],
      ['line 7', '“x” is its own parent'],
    ],
    [
      'with two roots, one of which holds no class',
      [file(`${tab}animal wolf\nmore x`)],
      ['leaf “x”', 'no class'],
    ],
    [
      'with two parents',
      [file(`${tab}animal wolf\nfruit bear`)],
      ['line 7', '“bear” has two parents, “animal” and “fruit”'],
    ],
    ['with a line twice', [file(`${tab}animal wolf\nfruit pear`)], ['line 7', '“pear”', 'twice']],
    ['with uneven indentation', [file('all\n---- fruit\n-- animal')], ['line 3', '“animal”']],
    ['with a root alone, indented', [file('all\n- fruit\nmore\n- pear')], ['leaf “fruit”']],
    ['of names alone', [file('pear\nbear')], ['line 1', 'no tree']],
    [
      'with a leaf left unnamed',
      [file(named), file('0\tred apple\n1\tpear\n2\tbear\n10\tall', 'names.tsv')],
      ['names.tsv', '“3”'],
    ],
    [
      'with a node named twice',
      [file(named), file('0\tpear\n0\tbear', 'names.tsv')],
      ['names.tsv', 'line 2', '“0”'],
    ],
    [
      'as a table with an unknown class',
      [file('pear,f\nbear,a\nred apple,f\ndragon,a')],
      ['line 4', '“dragon”'],
    ],
    [
      'as a table with a missing class',
      [file('pear,f,x\nbear,a,y\nred apple,f,x')],
      ['“wolf”', 'no row'],
    ],
    [
      'as a table with a repeated class',
      [file('pear,f,x\nbear,a,y\nwolf,a,y\nPEAR,f,x\nred apple,f,x')],
      ['line 4', 'line 1'],
    ],
    [
      'as a table without groups',
      [file('pear,1,x\nbear,2,x\nwolf,3,x\nred apple,4,x')],
      ['no column groups'],
    ],
    [
      'as a table whose groups cross',
      [file('class,group,wide\npear,f,x\nbear,a,y\nwolf,a,x\nred apple,f,y')],
      ['line 4', '“a” of column “group”', '“x”', '“y”'],
    ],
    [
      'as a table of uneven rows',
      [file('pear,f,x\nbear,a')],
      ['line 2', '2 columns where line 1 has 3'],
    ],
    ['as a table with an open quote', [file('"pear,f\nbear,a')], ['line 1', 'quote']],
  ])('%s', async (_name, files, parts) => {
    await expectRefusal(() => readTree(files, classes), parts);
  });

  it('of more nodes than a spec holds', async () => {
    const text = Array.from({ length: 200_001 }, (_, index) => `all n${index}`).join('\n');
    await expectRefusal(() => readTree([file(text)], classes), ['200,000']);
    const wide = { name: 'all', children: new Array(200_001).fill('x') };
    await expectRefusal(() => readTree([json(wide)], classes), ['200,000']);
  });

  it('however many columns a table has', async () => {
    const row = (name: string) => `${name}${',x'.repeat(200_000)}`;
    await expectRefusal(
      () => readTree([file(['a', 'b'].map(row).join('\n'))], classes),
      ['line 2', 'no class'],
    );
  });

  it('without guessing: one name of a node list in another order is an unknown class', async () => {
    const ten = Array.from({ length: 10 }, (_, index) => `class ${index}`);
    const listed = (labels: readonly string[]) =>
      json({
        nodes: [
          { id: 'n99999999' },
          ...labels.map((label, index) => ({ id: `n0000000${index}`, label })),
        ],
        links: labels.map((_, index) => ({ source: 'n99999999', target: `n0000000${index}` })),
      });
    const wrong = ten.with(3, 'class of another sense');
    expect(readTree([listed(wrong)], ten).nodes.slice(1)).toEqual(ten);
    const parts = ['class of another sense', '“class 3” has no leaf'];
    await expectRefusal(
      () => readTree([listed(wrong.with(1, ten[2]).with(2, ten[1]))], ten),
      parts,
    );
    const most = ten.map((name, index) => (index < 3 ? `other ${index}` : name));
    await expectRefusal(
      () => readTree([listed(most)], ten),
      ['other 0', '3 classes, as “class 0”'],
    );
  });
});

it('whatever bytes come, the answer is a tree or a DataError', () => {
  const piece = fc.oneof(
    fc.constantFrom('{', '}', '[', ']', '"', ',', '\n', '\t', ' ', ';', '--', '-', ':', '\0'),
    fc.constantFrom('name', 'children', 'nodes', 'links', 'id', 'source', 'target', ...classes),
    fc.string({ maxLength: 5 }),
  );
  const text = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));
  const value = fc.oneof(fc.json(), text);
  const wellFormed = fc.oneof(
    fc.record({ name: fc.jsonValue(), children: fc.array(fc.jsonValue()) }),
    fc.record({ nodes: fc.array(fc.jsonValue()), links: fc.array(fc.jsonValue()) }),
  );
  const any = fc.oneof(
    value.map((one) => file(one)),
    wellFormed.map((one) => json(one)),
    fc.uint8Array({ maxLength: 60 }).map((bytes) => ({ name: 'bytes', bytes })),
  );
  fc.assert(
    fc.property(fc.array(any, { minLength: 1, maxLength: 2 }), (files) => {
      try {
        const tree = readTree(files, classes);
        expect(tree.nodes.length).toBe(tree.parents.length);
      } catch (error) {
        expect(error).toBeInstanceOf(DataError);
      }
    }),
    { numRuns: 1000 },
  );
});
