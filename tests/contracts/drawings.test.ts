/** Catalog and drawings agree: whatever the demo shop sells, the interface can draw, in every view. */
import { expect, it } from 'vitest';
import { demoProducts } from '#server/catalog/demo/catalog.ts';
import { figureOf } from '#ui/drawings/draw.ts';
import { viewsOf } from '#ui/drawings/views.ts';

it('every part of the demo shop can be drawn, within its own dimensions', () => {
  for (const { title, drawing } of demoProducts()) {
    for (const { view } of viewsOf(drawing!)) {
      const figure = figureOf(drawing!, view);
      expect(figure, title).toBeDefined();
      const [, , width, height] = figure!.box;
      expect(Math.max(width, height), title).toBeGreaterThan(1);
      expect(`${figure!.ink}${figure!.soft}${figure!.copper}`, title).not.toMatch(/NaN|Infinity/);
    }
  }
});
