import { expect, test } from 'vitest';
import { sheetsLast } from './drawnFirst.ts';

test('style sheets come after what the page draws itself, in their order, and nothing else moves', () => {
  const page = [
    '<head>',
    '    <script type="module" src="./a.js"></script>',
    '    <link rel="stylesheet" crossorigin href="./a.css">',
    '    <link rel="stylesheet" href="./b.css">',
    '  </head>',
    '  <body>',
    '    <div id="root"><svg></svg></div>',
    '  </body>',
  ].join('\n');
  expect(sheetsLast(page).split('\n')).toEqual([
    '<head>',
    '    <script type="module" src="./a.js"></script>',
    '  </head>',
    '  <body>',
    '    <div id="root"><svg></svg></div>',
    '    <link rel="stylesheet" crossorigin href="./a.css">',
    '    <link rel="stylesheet" href="./b.css">',
    '  </body>',
  ]);
});

test('a page without an end of its body is refused', () => {
  expect(() => sheetsLast('<link rel="stylesheet" href="./a.css">')).toThrow('</body>');
});
