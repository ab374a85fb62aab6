/**
 * The level-wise views in every state, for looking at (development only): `npx vite`, then open
 * `/src/views/testing/levelwise.html?view=tree&until=13&classes=100&theme=dark`. Without `until`
 * the run is finished; views are the keys of `levelwiseViews`.
 */
import '@fontsource-variable/inter';
import '@fontsource-variable/source-serif-4';
import '@fontsource-variable/source-serif-4/wght-italic.css';
import '@fontsource-variable/jetbrains-mono';
import { createRoot } from 'react-dom/client';
import { flatTwinState, levelwiseState } from '../../analysis/testing/sampleLevelwise.ts';
import { LevelwiseGallery } from './LevelwiseGallery.tsx';
import { sampleImages } from './sampleImages.ts';

const query = new URLSearchParams(location.search);
document.documentElement.dataset.theme = query.get('theme') ?? 'light';
const until = query.get('until');
const options = {
  classes: Number(query.get('classes') ?? 100),
  wavering: Number(query.get('wavering') ?? 0),
  ...(until === null ? {} : { until: Number(until) }),
};
const state = levelwiseState(options);
const flat = query.has('alone') ? null : flatTwinState(options);
const { classes } = state.dataset;
const glyphs = [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'];
// Some pictures are better than none: each class borrows those of a glyph.
const borrowed = await sampleImages(classes.map((_, index) => glyphs[index % glyphs.length]));
const images = { ...borrowed.images, classes };
const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <LevelwiseGallery
      view={query.get('view') ?? 'tree'}
      state={state}
      flat={flat}
      images={images}
      testImages={borrowed.testImages}
    />,
  );
}
