import { expect, test } from 'vitest';
import { importsAsTasks, sheetsLast } from './drawnFirst.ts';

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

test('what the script imports runs as it comes, in its order, and is not only fetched', () => {
  const page = [
    '<script type="module" crossorigin src="./assets/main.js"></script>',
    '<link rel="modulepreload" crossorigin href="./assets/a.js">',
    '<link rel="modulepreload" href="./assets/b.js">',
    '<link rel="manifest" href="./app.webmanifest" />',
  ].join('\n');
  expect(importsAsTasks(page).split('\n')).toEqual([
    '<script type="module" crossorigin src="./assets/main.js"></script>',
    '<script type="module" async crossorigin src="./assets/a.js"></script>',
    '<script type="module" async src="./assets/b.js"></script>',
    '<link rel="manifest" href="./app.webmanifest" />',
  ]);
});
