/** Before any journey: the build is made once and a browser is at hand, so that workers do not do either twice. */
import { ensureBuild } from '#server/tls/build.ts';
import { bringChromium } from './find-chromium.ts';

export default async function buildOnce(): Promise<void> {
  await ensureBuild((line) => console.log(line));
  bringChromium();
}
