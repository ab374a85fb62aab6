/** The forms that people write trees in: whatever the form, and the order of its parts, the groups are the same. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectRefusal } from '../testing/errors.ts';
import { levelsOfTree } from './levelsOfTree.ts';
import { readTree } from './readTree.ts';

const file = (text: string, name = 'tree.txt') => ({ name, bytes: new TextEncoder().encode(text) });
const json = (value: unknown) => file(JSON.stringify(value), 'tree.json');

const classes = ['beaver', 'dolphin', 'flatfish', 'ray', 'rose', 'tulip'];

/** The groups of each level, coarsest first, by the names of classes. */
function groupsOf(text: ReturnType<typeof file>, of: readonly string[] = classes) {
  return levelsOfTree(readTree([text], of), of, null).levels.map(({ groupOf, groupCount }) =>
    Array.from({ length: groupCount }, (_, group) => of.filter((_, at) => groupOf[at] === group))
      .map((names) => names.toSorted())
      .sort((a, b) => (a[0] < b[0] ? -1 : 1)),
  );
}

const pairs = [
  ['beaver', 'dolphin'],
  ['flatfish', 'ray'],
  ['rose', 'tulip'],
];
const kingdoms = [
  ['beaver', 'dolphin', 'flatfish', 'ray'],
  ['rose', 'tulip'],
];
const groups = {
  'aquatic mammals': ['beaver', 'dolphin'],
  fish: ['flatfish', 'ray'],
  flowers: ['rose', 'tulip'],
};
const edges = [
  ['aquatic mammals', 'beaver'],
  ['aquatic mammals', 'dolphin'],
  ['fish', 'flatfish'],
  ['fish', 'ray'],
  ['flowers', 'rose'],
  ['flowers', 'tulip'],
];
const rooted = [...Object.keys(groups).map((group) => ['root', group]), ...edges];
const swapped = (rows: readonly (readonly string[])[]) => rows.map(([a, b]) => [b, a]);
const lines = (rows: readonly (readonly string[])[], separator = ',') =>
  rows.map((row) => row.join(separator)).join('\n');

describe('one level of groups', () => {
  it.each<[string, ReturnType<typeof file>]>([
    ['parents first', file(lines(rooted))],
    ['children first, by the header', file(`child,parent\n${lines(swapped(rooted))}`)],
    ['children first, by content', file(lines(swapped(rooted), '\t'))],
    ['children first, by content, blanks between', file(lines(swapped(rooted.slice(3)), ';'))],
    ['several roots', file(lines(edges, '\t'))],
    ['a root with a blank parent', file(`id,parent\nroot,\n${lines(swapped(rooted))}`)],
    [
      'a parent above stands for those below it',
      file('fish\tray\n\tflatfish\nflowers\trose\n\ttulip\naquatic mammals\tbeaver\n\tdolphin'),
    ],
    [
      'a class, and a group as above',
      file(
        'class,group\nray,fish\nflatfish,\nrose,flowers\ntulip,\nbeaver,aquatic mammals\ndolphin,\n,\n',
      ),
    ],
    [
      'numbered nodes with their parents',
      file(
        'id,parent_id,name\n1,,all\n2,1,fish\n3,1,flowers\n4,1,mammals\n5,2,ray\n6,2,flatfish\n7,3,rose\n8,3,tulip\n9,4,beaver\n10,4,dolphin',
      ),
    ],
    [
      'a group with its classes',
      file('fish: ray, flatfish\nflowers: rose, tulip\naquatic mammals: beaver, dolphin'),
    ],
    [
      'a group, then its classes',
      file('fish,ray,flatfish\nflowers,rose,tulip\naquatic mammals,beaver,dolphin'),
    ],
    [
      'a group and a list in quotes',
      file(
        'superclass,classes\nfish,"ray, flatfish"\nflowers,"rose, tulip"\nmammals,"beaver, dolphin"',
      ),
    ],
    ['JSON: groups of classes', json(groups)],
    ['JSON: groups with a word around', json({ superclasses: groups })],
    [
      'JSON: a list of groups',
      json(Object.entries(groups).map(([name, members]) => ({ name, id: 3, members }))),
    ],
    ['JSON: names and lists', json(Object.entries(groups))],
    ['JSON: lists without names', json(Object.values(groups))],
    ['JSON: the group of each class', json(Object.fromEntries(swapped(edges)))],
    ['JSON: edges', json(rooted)],
    ['JSON: numbers of the classes', json({ m: [0, 1], f: [2, 3], g: [4, 5] })],
    [
      'JSON: several trees',
      json(Object.entries(groups).map(([name, children]) => ({ name, children }))),
    ],
    [
      'JSON: nodes with parents',
      json({ nodes: [...swapped(rooted), ['root', null]].map(([id, parent]) => ({ id, parent })) }),
    ],
    [
      'JSON: COCO’s categories',
      json({
        images: [],
        annotations: [],
        categories: swapped(edges).map(([name, supercategory], id) => ({
          supercategory,
          id,
          name,
          isthing: id % 2,
          color: [id, 0, 0],
        })),
      }),
    ],
    [
      'JSON Lines of categories',
      file(
        swapped(edges)
          .map(([name, coarse]) => JSON.stringify({ name, coarse }))
          .join('\n'),
      ),
    ],
    [
      'JSON: categories with parents',
      json(swapped(rooted).map(([name, parent], id) => ({ id, name, parent }))),
    ],
  ])('%s', (_form, text) => {
    expect(groupsOf(text)).toEqual([pairs]);
  });
});

const blank =
  'kingdom,order,species\nAnimalia,mammals,beaver\n,,dolphin\n,fish,flatfish\n,,ray\nPlantae,flowers,rose\n,,tulip\n';
const nested = {
  Animalia: { mammals: ['beaver', 'dolphin'], fish: { flatfish: null, ray: {} } },
  Plantae: { flowers: { rose: 'Rose', tulip: 'Tulip' } },
};

describe('two levels of groups', () => {
  it.each<[string, ReturnType<typeof file>]>([
    ['blank cells as above', file(blank)],
    ['blank cells, with tabs', file(blank.replaceAll(',', '\t'))],
    [
      'blank cells, with semicolons, the class first',
      file(
        blank
          .split('\n')
          .map((line) => line.split(',').reverse().join(';'))
          .join('\n'),
      ),
    ],
    [
      'a group repeated, and the next one as above',
      file(
        'Animalia,mammals,beaver\nAnimalia,,dolphin\nAnimalia,fish,flatfish\n,,ray\nPlantae,flowers,rose\n,,tulip',
      ),
    ],
    [
      'a row for each group',
      file(
        'Animalia,,\n,mammals,\n,,beaver\n,,dolphin\n,fish,\n,,flatfish\n,,ray\nPlantae,,\n,flowers,\n,,rose\n,,tulip',
      ),
    ],
    ['JSON: groups of groups', json(nested)],
    [
      'JSON: iNaturalist’s categories',
      json(
        classes.map((name, id) => ({
          id,
          name,
          common_name: name.toUpperCase(),
          supercategory: id < 4 ? 'Animals' : 'Plants',
          kingdom: id < 4 ? 'Animalia' : 'Plantae',
          order: ['mammals', 'fish', 'flowers'][id >> 1],
          specific_epithet: ['x', 'y'][id % 2],
          image_dir_name: `0000${id}_${name}`,
        })),
      ),
    ],
    [
      'JSON: groups with lists of groups',
      json([
        {
          label: 'Animalia',
          groups: [
            { name: 'fish', classes: ['ray', 'flatfish'] },
            { name: 'mammals', classes: ['beaver', 'dolphin'] },
          ],
        },
        { label: 'Plantae', groups: [{ name: 'flowers', classes: ['rose', 'tulip'] }] },
      ]),
    ],
  ])('%s', (_form, text) => {
    expect(groupsOf(text)).toEqual([kingdoms, pairs]);
  });

  it('with classes that lie in no finer group, where a category leaves it out', () => {
    const list = classes.map((name, id) => ({
      name,
      kingdom: id < 4 ? 'A' : 'P',
      order: id < 2 ? 'mammals' : id < 4 ? 'fish' : undefined,
    }));
    expect(groupsOf(json(list))).toEqual([
      kingdoms,
      [['beaver', 'dolphin'], ['flatfish', 'ray'], ['rose'], ['tulip']],
    ]);
  });
});

describe('a tree is refused', () => {
  it.each<[string, ReturnType<typeof file>, string[]]>([
    [
      'JSON: a class in two groups',
      json({ ...groups, more: ['ray'] }),
      ['“ray”', 'twice', '“fish”', '“more”'],
    ],
    [
      'JSON: a category without its group’s class',
      json(classes.slice(1).map((name, id) => ({ name, group: id % 2 }))),
      ['“beaver”', 'no row'],
    ],
    [
      'JSON: a category twice',
      json([...classes, 'ray'].map((name, id) => ({ name, group: id % 2 }))),
      ['entry 7', 'entry 4'],
    ],
    [
      'JSON: a group of several lists',
      json([
        { name: 'a', old: ['ray'], new: ['rose'] },
        { name: 'b', old: [], new: [] },
      ]),
      ['group “a”', 'not plain'],
    ],
    [
      'lines: a class in two groups',
      file('fish: ray, flatfish\nflowers: rose, tulip, ray\nmammals: beaver, dolphin'),
      ['“ray”', 'twice', '“fish”', '“flowers”'],
    ],
    [
      'a blank cell with nothing above',
      file('order,species\n,beaver\nfish,ray\nfish,flatfish\nm,dolphin\nf,rose\nf,tulip'),
      ['line 2', '“order”', 'blank'],
    ],
    [
      'a blank cell where a coarser group begins',
      file(blank.replace('Plantae,flowers', 'Plantae,')),
      ['line 6', '“order”', '“Plantae” begins'],
    ],
    [
      'a blank cell that may mean no group',
      file(
        'kingdom,order,species\nA,fish,ray\nA,fish,flatfish\nA,mammals,beaver\nA,,dolphin\nP,flowers,rose\nP,flowers,tulip',
      ),
      ['line 5', 'in that group or in none'],
    ],
    [
      'blank parents of a group and of a class',
      file('child,parent\nroot,\nfish,root\nray,fish\nflatfish,'),
      ['line 5', '“flatfish” has no parent'],
    ],
    [
      'a child with two parents, children first',
      file(`child,parent\n${lines(swapped(rooted))}\nray,flowers`),
      ['line 11', '“ray” has two parents'],
    ],
  ])('%s', async (_form, text, parts) => {
    await expectRefusal(() => readTree([text], classes), parts);
  });
});

/** A tree of two levels over classes called c0, c1 and so on; group g of kingdom k. */
const generated = fc
  .array(fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 3 }), {
    minLength: 2,
    maxLength: 3,
  })
  .map((sizes) => {
    let count = 0;
    return sizes.map((orders, kingdom) => ({
      name: `kingdom ${kingdom}`,
      orders: orders.map((size, order) => ({
        name: `order ${kingdom} ${order}`,
        members: Array.from({ length: size }, () => `c${count++}`),
      })),
    }));
  });

it('whatever the form and the order of its parts, the groups are the same', () => {
  let compared = 0;
  fc.assert(
    fc.property(generated, fc.infiniteStream(fc.nat()), (tree, random) => {
      const draws = random[Symbol.iterator]();
      const shuffled = <T>(list: readonly T[]) =>
        list
          .map((one) => ({ one, at: draws.next().value as number }))
          .sort((a, b) => a.at - b.at)
          .map(({ one }) => one);
      const rows = tree.flatMap(({ name, orders }) =>
        orders.flatMap((order) =>
          order.members.map((member) => ({ kingdom: name, order: order.name, name: member })),
        ),
      );
      const names = rows.map(({ name }) => name);
      const allEdges = [
        ...tree.flatMap(({ name, orders }) => [
          ['root', name],
          ...orders.map((order) => [name, order.name]),
        ]),
        ...rows.map(({ order, name }) => [order, name]),
      ];
      const forms = [
        json(
          Object.fromEntries(
            shuffled(tree).map(({ name, orders }) => [
              name,
              Object.fromEntries(
                shuffled(orders).map((order) => [order.name, shuffled(order.members)]),
              ),
            ]),
          ),
        ),
        json(shuffled(rows)),
        json(shuffled(rows).map(({ kingdom, order, name }) => ({ order, name, kingdom }))),
        file(`child,parent\n${lines(shuffled(swapped(allEdges)))}`),
        file(lines(shuffled(swapped(allEdges)), '\t')),
        file(lines(shuffled(allEdges), '\t')),
        file(
          lines([
            ['kingdom', 'order', 'name'],
            ...shuffled(tree).flatMap(({ name, orders }) =>
              shuffled(orders).flatMap((order, at) =>
                shuffled(order.members).map((member, place) => [
                  at + place === 0 ? name : '',
                  place === 0 ? order.name : '',
                  member,
                ]),
              ),
            ),
          ]),
        ),
      ];
      const outcome = (text: ReturnType<typeof file>) => {
        try {
          return groupsOf(text, names);
        } catch (error) {
          return (error as Error).message.replace(/^.*?: /, '').includes('no group') ||
            /groups the classes|no group between/.test(String(error))
            ? 'none'
            : String(error);
        }
      };
      const [first, ...others] = forms.map(outcome);
      for (const other of others) expect(other).toEqual(first);
      if (first !== 'none') compared++;
    }),
    { numRuns: 60 },
  );
  expect(compared).toBeGreaterThan(20);
});
