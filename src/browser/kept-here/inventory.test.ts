/** Forgetting everything while other tabs are open. */
import { expect, it } from 'vitest';
import type { Tabs } from '../cart/tabs.ts';
import type { CookieJar } from '../cookies/jar.ts';
import { openDatabase } from '../database.ts';
import { forgetAll } from './inventory.ts';

it('waits for a sync under way, and tells other tabs before and after', async () => {
  const steps: string[] = [];
  const tabs: Tabs = {
    announce: (word) => void steps.push(word),
    listen: () => () => undefined,
    async alone(task) {
      steps.push('waited');
      const done = await task();
      steps.push('over');
      return done;
    },
  };
  const jar: CookieJar = {
    get: () => undefined,
    set: () => true,
    remove: (name) => void steps.push(name),
  };
  await forgetAll(openDatabase(), jar, tabs);
  expect(steps).toEqual(['waited', 'forgotten', '__Host-cart', '__Host-name', 'forgotten', 'over']);
});
