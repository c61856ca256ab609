import { expect, it } from 'vitest';
import { categoryPath, isCategoryPath } from './addresses.ts';

it('takes for a category only what stays where it is put', () => {
  for (const path of ['drivers', 'drivers/midwoofers', 'a..b', 'ö', 'a?b', '...']) {
    expect(isCategoryPath(path), path).toBe(true);
    expect(new URL(categoryPath(path), 'https://shop.example').pathname).toBe(categoryPath(path));
  }
  for (const path of ['', '..', '.', '../../stock', 'drivers/../../manifest', 'drivers/', '/drivers', 'a//b'])
    expect(isCategoryPath(path), path).toBe(false);
});
