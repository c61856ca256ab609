/** A lost link, on both databases: mailed to the order's own address alone; who asks cannot tell a hit from a miss. */
import { expect, it } from 'vitest';
import { readLetters } from '#server/mail/read-letters.ts';
import { askLinks } from '#server/orders/lost-link.ts';
import type { Shop } from '#server/shop.ts';
import { eachDatabase } from './each-database.ts';
import { MINUTE, work } from './paying.ts';
import { ANNA, WOOFER, buy, stockShelves } from './small-shop.ts';

const jobs = (shop: Shop) =>
  shop.database.read.selectFrom('jobs').selectAll().where('state', '<>', 'done').orderBy('id').execute();

/** The same shop, but whatever is read of it fails. */
const blind = (shop: Shop): Shop => ({
  ...shop,
  database: Object.create(shop.database, {
    read: {
      get() {
        throw new Error('the request looked');
      },
    },
  }) as Shop['database'],
});

eachDatabase('a lost link', (open) => {
  it('the request does the same for hits and misses: it writes one job and looks nowhere', async () => {
    const { shop } = await open();
    await stockShelves(shop);
    await buy(shop, [{ variant: WOOFER.id, n: 1 }]);
    await work(shop);
    const told: object[] = [];
    for (const address of [ANNA.email, 'nobody@example.org']) {
      await askLinks(blind(shop), address);
      const [job, ...more] = await jobs(shop);
      expect(more).toEqual([]);
      told.push({
        ...job,
        id: 0,
        once: job!.once!.replace(/:.*:/, ':(name):'),
        payload: Object.keys(JSON.parse(job!.payload) as object),
      });
      // Neither the queue's names nor the done job keep the address.
      expect(job!.once).not.toMatch(/anna|nobody/i);
      await work(shop);
    }
    expect(told[1]).toEqual(told[0]);
    const kept = await shop.database.read.selectFrom('jobs').select('payload').execute();
    expect(new Set(kept.map((job) => job.payload))).toEqual(new Set(['{}']));
  });

  it('writes to the order’s own address, however it was typed, once an hour; to nobody else', async () => {
    const { shop, clock } = await open();
    await stockShelves(shop);
    const { number, link } = await buy(shop, [{ variant: WOOFER.id, n: 1 }]);
    await work(shop);
    const links = async () => (await readLetters(shop)).filter((letter) => letter.kind === 'order-link');
    for (const typed of [' ANNA@example.org ', 'anna@example.org', 'other@example.org']) {
      await askLinks(shop, typed);
      await work(shop);
    }
    expect(await links()).toMatchObject([{ to: 'Anna@example.org' }]);
    const [letter] = await links();
    expect(letter!.text).toContain(link);
    expect(letter!.text).toContain(number);
    clock.advance(61 * MINUTE);
    await askLinks(shop, 'anna@example.org');
    await work(shop);
    expect(await links()).toHaveLength(2);
  });

  it('an address of many orders gets the five newest', async () => {
    const { shop, clock } = await open();
    await stockShelves(shop, [{ ...WOOFER, stock: 100 }]);
    const numbers: string[] = [];
    for (let i = 0; i < 7; i++) {
      numbers.push((await buy(shop, [{ variant: WOOFER.id, n: 1 }])).number);
      clock.advance(MINUTE);
    }
    await work(shop);
    await askLinks(shop, ANNA.email);
    await work(shop);
    const found = (await readLetters(shop)).filter((letter) => letter.kind === 'order-link');
    expect(found.map((letter) => letter.text.match(/order (\S+) again/)?.[1]).sort()).toEqual(
      numbers.slice(2).sort(),
    );
  });
});
