/** The parts looked at lately, as pages show them. Loaded after the first view. */
import type { Product } from '#domain/catalog/product.ts';
import { deviceDatabase } from '#browser/database.ts';
import {
  forgetViewed,
  readViewed,
  rememberViewed,
  viewedPart,
  type ViewedPart,
} from '#browser/recent/recently-viewed.ts';

class RecentlyViewed {
  /** Newest first. */
  parts = $state.raw<readonly ViewedPart[]>([]);

  async look(): Promise<void> {
    this.parts = await readViewed(deviceDatabase());
  }

  async remember(product: Product): Promise<void> {
    // What a page holds may be reactive, which the database cannot copy.
    const part = structuredClone($state.snapshot(viewedPart(product, Date.now())) as ViewedPart);
    await rememberViewed(deviceDatabase(), part);
    await this.look();
  }

  /** The shop says that there is no such part any more. */
  async drop(slug: string): Promise<void> {
    await forgetViewed(deviceDatabase(), slug);
    await this.look();
  }

  async forget(): Promise<void> {
    await forgetViewed(deviceDatabase());
    this.parts = [];
  }
}

export const recent = new RecentlyViewed();
