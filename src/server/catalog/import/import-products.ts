/**
 * The one verb behind every import: command line, office and demo shop.
 * 1. each product is checked, planned and staged in short transactions while the shop goes on selling;
 * 2. a dry run ends there with its report; nothing of the shop was touched;
 * 3. `apply` lays new and changed products unseen, then publishes all of it as one generation in one short transaction, or nothing at all.
 * Interrupted at any point before the publication, the shop is as it was.
 */
import type { Shop } from '#server/shop.ts';
import { announceGeneration } from '../generations/announce.ts';
import { readGeneration } from '../generations/watch.ts';
import { checkProduct } from './check-product.ts';
import type { ImportItem, ImportProduct } from './import-product.ts';
import { claimLaying, lay } from './laying.ts';
import { openPlan, planBatch, type Plan } from './plan.ts';
import { publish } from './publish.ts';
import { addNote, addRefusal, emptyReport, hasWork, type ImportReport } from './report.ts';
import { stagedFrom, type Staged } from './staged.ts';
import { BATCH, dropStaging, openStaging, planAgain, stageBatch, stageRemovals } from './staging.ts';

export interface ImportProgress {
  readonly phase: 'reading' | 'publishing' | 'tidying';
  /** Products seen so far. */
  readonly products: number;
  /** Line of the file the last product stood on. */
  readonly line: number;
}

export interface ImportOptions {
  /** Publish. Without it the report says what would happen. */
  readonly apply: boolean;
  /** Take off sale what this source brought before and the file no longer names. */
  readonly replace?: boolean;
  /** Shown in the list of generations: "import shopify parts.csv". */
  readonly cause?: string;
  readonly onProgress?: (progress: ImportProgress) => void;
  readonly signal?: AbortSignal;
}

const MOST_PLANS = 20;

/** Imports `products` of `source`; throws the signal's reason when interrupted, the reader's error when the file is unreadable. */
export async function importProducts(
  shop: Shop,
  source: string,
  products: AsyncIterable<ImportItem> | Iterable<ImportItem>,
  options: ImportOptions,
): Promise<ImportReport> {
  const importId = Buffer.from(shop.random.bytes(16)).toString('hex');
  await openStaging(shop, importId, source);
  try {
    const run = new ImportRun(shop, importId, source, options, await openPlan(shop.database.read, source));
    await run.stageAll(products);
    if (options.apply) await run.publishAll();
    return run.report;
  } finally {
    await dropStaging(shop, importId);
  }
}

class ImportRun {
  readonly report: ImportReport = emptyReport();
  readonly #shop: Shop;
  readonly #importId: string;
  readonly #source: string;
  readonly #options: ImportOptions;
  #plan: Plan;
  #batch: Staged[] = [];
  #position = 0;
  #line = 0;
  /** Keys the file named, with the line of the first. */
  readonly #named = new Map<string, number>();

  constructor(shop: Shop, importId: string, source: string, options: ImportOptions, plan: Plan) {
    this.#shop = shop;
    this.#importId = importId;
    this.#source = source;
    this.#options = options;
    this.#plan = plan;
  }

  async stageAll(products: AsyncIterable<ImportItem> | Iterable<ImportItem>): Promise<void> {
    for await (const entry of products) {
      if (entry.kind === 'refusal') addRefusal(this.report, entry.refusal);
      else if (entry.kind === 'note') addNote(this.report, entry.text);
      else this.#stage(entry.product);
      if (this.#batch.length >= BATCH) await this.#flush();
    }
    await this.#flush();
    await this.#stageRemovals();
  }

  #stage(product: ImportProduct): void {
    this.#line = product.line ?? this.#line;
    const checked = checkProduct(product);
    for (const refusal of checked.refusals) addRefusal(this.report, refusal);
    // A product refused here is still named: --replace must not take it off sale for a bad cell.
    const key = checked.ok ? checked.product.key : product.key;
    const first = this.#named.get(key);
    if (first !== undefined && checked.ok) {
      addRefusal(this.report, {
        line: product.line ?? 0,
        reason: `"${key}" stands in the file twice, first on line ${first}.`,
        remedy: 'Keep one of them.',
      });
      return;
    }
    this.#named.set(key, product.line ?? 0);
    if (checked.ok) this.#batch.push(stagedFrom(this.#importId, this.#position++, checked.product));
  }

  async #flush(): Promise<void> {
    this.#options.signal?.throwIfAborted();
    const batch = this.#batch;
    if (batch.length === 0) return;
    this.#batch = [];
    await planBatch(this.#shop.database.read, this.#plan, batch, this.#shop.random);
    this.#count(batch);
    await stageBatch(this.#shop, this.#importId, batch);
    this.#options.onProgress?.({ phase: 'reading', products: this.#position, line: this.#line });
    // Lets requests of the same process through between two batches.
    await new Promise((resolve) => setImmediate(resolve));
  }

  #count(batch: readonly Staged[]): void {
    for (const { product } of batch) {
      if (product.action === 'add') this.report.added += 1;
      else if (product.action === 'change') this.report.changed += 1;
      else if (product.action === 'stock') this.report.restocked += 1;
      else this.report.left += 1;
    }
  }

  async #stageRemovals(): Promise<void> {
    if (!this.#options.replace) return;
    const isNamed = (key: string) => this.#named.has(key);
    this.report.removed = await stageRemovals(
      this.#shop,
      this.#importId,
      this.#source,
      isNamed,
      this.#position,
    );
  }

  async publishAll(): Promise<void> {
    this.#options.onProgress?.({ phase: 'publishing', products: this.#position, line: this.#line });
    for (let attempt = 1; hasWork(this.report); attempt++) {
      await claimLaying(this.#shop, this.#importId, this.#options.signal);
      if ((await readGeneration(this.#shop)) !== this.#plan.generation) await this.#planAgain();
      if (!hasWork(this.report)) break;
      const generation = await this.#publish();
      if (generation !== undefined) {
        this.report.generation = generation;
        announceGeneration(this.#shop, generation);
        break;
      }
      if (attempt === MOST_PLANS)
        throw new Error('The catalog was changed by others again and again meanwhile; nothing was imported.');
    }
    this.#options.onProgress?.({ phase: 'tidying', products: this.#position, line: this.#line });
  }

  async #publish(): Promise<number | undefined> {
    this.#options.signal?.throwIfAborted();
    if (!(await lay(this.#shop, this.#importId, this.#plan, this.#options.signal))) return undefined;
    const { added, changed, restocked, removed, left, refusedInAll } = this.report;
    return publish(this.#shop, {
      importId: this.#importId,
      plan: this.#plan,
      cause: this.#options.cause ?? `import ${this.#source}`,
      summary: JSON.stringify({ added, changed, restocked, removed, left, refused: refusedInAll }),
      stockReason: 'import',
    });
  }

  async #planAgain(): Promise<void> {
    Object.assign(this.report, { added: 0, changed: 0, restocked: 0, left: 0, removed: 0 });
    this.#plan = await openPlan(this.#shop.database.read, this.#source);
    await this.#shop.database.transaction(async (tx) => {
      await tx
        .deleteFrom('staged_products')
        .where('import_id', '=', this.#importId)
        .where('action', '=', 'remove')
        .execute();
    });
    await planAgain(this.#shop, this.#importId, this.#plan, (batch) => this.#count(batch));
    await this.#stageRemovals();
  }
}
