/**
 * Every view in every state, for looking at (development only): `npx vite`, then open
 * `/src/views/testing/gallery.html?scene=mid&theme=dark`. Scenes are the keys of `scenes`.
 */
import '@fontsource-variable/inter';
import '@fontsource-variable/source-serif-4';
import '@fontsource-variable/source-serif-4/wght-italic.css';
import '@fontsource-variable/jetbrains-mono';
import { createRoot } from 'react-dom/client';
import { GalleryPage } from './GalleryPage.tsx';
import { sampleImages } from './sampleImages.ts';
import { sceneOf } from './scenes.ts';

const query = new URLSearchParams(location.search);
document.documentElement.dataset.theme = query.get('theme') ?? 'light';
const scene = sceneOf(query.get('scene') ?? 'mid');
const samples = await sampleImages(scene.newest.dataset.classes);
const root = document.getElementById('root');
if (root) createRoot(root).render(<GalleryPage scene={scene} {...samples} />);
