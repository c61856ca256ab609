/** The worker: each concern in its own small file, joined here. Registered by the page after first paint (browser/worker). */
import { build } from '$service-worker';
import { answerCatalog } from './answers.ts';
import { answerImages } from './images.ts';
import { answerNavigations } from './navigation.ts';
import { answerPastBuild } from './past-build.ts';
import { precacheBuild } from './precache.ts';
import { sendOnSync } from './sync.ts';
import { takeOverWhenTold } from './update.ts';

// Only `vite dev` has no built files.
const isDevelopment = build.length === 0;

precacheBuild();
answerPastBuild();
answerNavigations();
answerImages();
answerCatalog();
sendOnSync(isDevelopment);
takeOverWhenTold();
