/** The merchant's commands about orders, run as processes of their own beside an open shop, on both databases. */
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { eachOrder } from '#server/orders/list-orders.ts';
import { readOrderByNumber } from '#server/orders/read-order.ts';
import type { Shop } from '#server/shop.ts';
import { runCommand, type Ended } from '../run-command.ts';
import { eachDatabase, type Open } from './each-database.ts';
import { openMerchant } from './merchant-double.ts';
import { environment, openPage, order as orderToPay, work } from './paying.ts';
import { settlePractice } from '#server/payments/practice/practice.ts';
import { CAPACITOR, WOOFER, buy, onHand, quoteFor, stockShelves } from './small-shop.ts';

type Run = (...words: string[]) => Promise<Ended>;

/** Commands of one shop, with more settings where they are given. */
function commandsOf(shop: Shop, more: Record<string, string> = {}): Run {
  const { SHOP_DIR, DATABASE_URL } = shop.settings;
  return (...words) =>
    runCommand(words, { SHOP_DIR, DATABASE_URL, LOG_LEVEL: 'silent', SEED: 'none', ...more });
}

async function openStocked(open: Open, more: Record<string, string> = {}) {
  // Commands go by the real clock, and so does the shop beside them.
  const { shop, clock } = await open({ environment: more, now: Date.now() });
  await stockShelves(shop);
  const workNow = (): Promise<void> => {
    clock.set(Date.now());
    return work(shop);
  };
  return {
    shop,
    workNow,
    run: commandsOf(shop, more),
    file: (name: string) => join(shop.settings.SHOP_DIR, name),
  };
}

const LONG = { timeout: 240_000 };

eachDatabase('commands', (open) => {
  it('orders are listed for people, as JSON and as CSV', LONG, async () => {
    const { shop, run } = await openStocked(open);
    expect(await run('orders')).toEqual({ code: 0, out: 'No orders yet.\n', err: '' });
    const lines = [
      { variant: WOOFER.id, n: 1 },
      { variant: CAPACITOR.id, n: 200 },
    ];
    const { number, total } = await buy(shop, lines);
    const second = await buy(shop, [{ variant: WOOFER.id, n: 1 }]);
    const listed = await run('orders');
    expect(listed.out.trim().split('\n')).toEqual([
      expect.stringContaining(second.number),
      expect.stringMatching(new RegExp(`^${number} .*\\$56\\.48.* placed .* 201 pcs  Anna Beispiel`)),
    ]);
    const json = JSON.parse((await run('orders', '--json')).out) as {
      number: string;
      total: number;
      lines: object[];
    }[];
    expect(json[1]).toMatchObject({
      number,
      total,
      lines: [{ sku: 'SKU-101' }, { sku: 'SKU-102', quantity: 200 }],
    });
    const csv = (await run('orders', '--csv', '--limit', '1')).out.trim().split('\r\n');
    expect(csv).toHaveLength(2);
    expect(csv[1]).toContain(second.number);
    expect((await run('orders', '--limit', '1')).out).toMatch(/The newest 1; --limit N shows more\.\n$/);
    const pages = await Array.fromAsync(eachOrder(shop, { limit: Infinity }, 1));
    expect(pages.map((page) => page.map((order) => order.number))).toEqual([[second.number], [number]]);
    expect((await run('orders', '--state', 'shipped', '--json')).out).toBe('[]\n');
    expect((await run('orders', '--limit', 'many')).code).toBe(2);
    expect((await run('orders', '--nonsense')).code).toBe(2);
  });

  it(
    'one order is shown, packed, sent, delivered and taken back; what may not be is said',
    LONG,
    async () => {
      const { shop, run, file } = await openStocked(open);
      const { number } = await buy(shop, [{ variant: WOOFER.id, n: 2 }]);
      expect((await run('order', number)).out).toMatch(new RegExp(`^${number}  placed, due  \\$`));
      const early = await run('order', number, 'ship');
      expect([early.code, early.err]).toEqual([
        1,
        `Order ${number} is "placed": it cannot be told to ship now.\n`,
      ]);
      expect((await run('order', number, 'pack')).out).toContain('packed, due');
      const parcel = ['--carrier', 'Post', '--code', 'AT7', '--url', 'https://post.example/AT7'];
      expect((await run('order', number, 'ship', '--url', 'http://post.example')).code).toBe(2);
      expect((await run('order', number, 'ship', ...parcel)).out).toContain('shipped, due');
      expect((await run('order', number, 'paid')).out).toContain('shipped, paid');
      expect((await run('order', number, 'paid')).code).toBe(1);
      expect((await run('order', number, 'deliver')).out).toContain('delivered, paid');
      const back = await run('order', number, 'return', 'SKU-101=1', '--restock');
      expect(back.out).toContain(
        `What came back was paid with $48.20; "payments refund ${number}" gives money back.`,
      );
      expect(back.out).toContain('1 sent back');
      expect(await onHand(shop, WOOFER.id)).toBe(4);
      expect((await run('order', number, 'return', 'SKU-101=2')).code).toBe(1);
      expect((await run('order', number, 'return', 'SKU-9')).code).toBe(2);
      expect((await run('order', '7K2F-9QXD')).err).toBe('There is no order 7K2F-9QXD.\n');
      expect((await run('order', 'nonsense')).code).toBe(2);

      const slip = await run('order', number, 'slip', '--out', file('slip.html'));
      expect(slip.out).toBe(`Written: ${file('slip.html')}. Open it in a browser and print it.\n`);
      const paper = await readFile(file('slip.html'), 'utf8');
      expect(paper).toContain('Woofer 165');
      expect(paper).not.toContain('$');
      expect((await stat(file('slip.html'))).mode & 0o077).toBe(0);
      const invoice = await run('order', number, 'invoice', '--out', '-');
      expect(invoice.out).toMatch(/^<!doctype html>/i);
      expect(invoice.out).toContain('$96.40');
    },
  );

  it('tax, delivery and coupons come from files; a wrong file changes nothing', LONG, async () => {
    const { shop, run, file } = await openStocked(open);
    const buyOne = [{ variant: WOOFER.id, n: 1 }];
    expect((await run('rates', 'tax', 'sample-eu')).out).toMatch(/^tax: 27 rates \(EU VAT, .*SAMPLE/);
    expect((await quoteFor(shop, buyOne)).quote).toMatchObject({ pricesIncludeTax: true, tax: 935 });
    expect((await run('rates', 'tax', 'sample-us')).out).toContain('SAMPLE');
    const shown = JSON.parse((await run('rates', 'tax')).out) as { rates: object[] };
    await writeFile(
      file('tax.json'),
      JSON.stringify({ ...shown, rates: [{ name: 'VAT', country: 'AT', rate: 100_000, onDelivery: false }] }),
    );
    expect((await run('rates', 'tax', file('tax.json'))).code).toBe(0);
    expect((await quoteFor(shop, buyOne)).quote.tax).toBe(482);
    await writeFile(
      file('bad.json'),
      JSON.stringify({ ...shown, rates: [{ name: 'VAT', country: 'AT', rate: '20 %', onDelivery: false }] }),
    );
    const bad = await run('rates', 'tax', file('bad.json'));
    expect([bad.code, bad.err]).toEqual([2, expect.stringContaining('Nothing was changed')]);
    expect((await run('rates', 'tax', file('absent.json'))).code).toBe(2);
    expect((await quoteFor(shop, buyOne)).quote.tax).toBe(482);

    const delivery = JSON.parse((await run('rates', 'delivery')).out) as { zones: { methods: object[] }[] };
    await writeFile(file('delivery.json'), JSON.stringify(delivery));
    expect((await run('rates', 'delivery', file('delivery.json'))).out).toBe('delivery: 1 zones in force.\n');
    const coupon = { code: 'TEN', name: 'Ten percent', kind: 'percent', value: 100_000 };
    await writeFile(file('coupons.json'), JSON.stringify([coupon]));
    expect(await run('rates', 'coupons', file('coupons.json'))).toEqual({
      code: 0,
      out: 'coupons: 1 coupons in force.\n',
      err: '',
    });
    expect((await quoteFor(shop, buyOne, { coupon: ['TEN'] })).quote.discount).toBe(482);
    expect(JSON.parse((await run('rates', 'coupons')).out)).toMatchObject([{ code: 'TEN' }]);
    expect((await run('rates', 'weather')).code).toBe(2);
  });

  it('a sale is set, listed and ended', LONG, async () => {
    const { shop, run } = await openStocked(open);
    expect((await run('sale')).out).toBe('No part has a sale price.\n');
    expect((await run('sale', 'SKU-101', '40')).out).toContain('sale price set');
    expect(JSON.parse((await run('sale', '--json')).out)).toMatchObject([
      { sku: 'SKU-101', unitPrice: 40_000_000 },
    ]);
    expect((await quoteFor(shop, [{ variant: WOOFER.id, n: 1 }])).quote.subtotal).toBe(4_000);
    expect((await run('sale', 'SKU-101', '60')).err).toBe('The sale price must be lower than the price.\n');
    expect((await run('sale', 'SKU-101', 'cheap')).code).toBe(2);
    expect((await run('sale', 'SKU-9', '1')).code).toBe(1);
    expect((await run('sale', 'SKU-101', 'none')).out).toContain('no sale any more');
    expect((await run('sale')).out).toBe('No part has a sale price.\n');
  });

  it('the queue is told of, events are told once more, and the doctor says what is ill', LONG, async () => {
    await using merchant = await openMerchant();
    const hook = { WEBHOOK_URL: merchant.url, WEBHOOK_SECRET: 'key' };
    const { shop, run, workNow } = await openStocked(open, hook);
    const { number } = await buy(shop, [{ variant: WOOFER.id, n: 1 }]);
    expect((await run('jobs')).out).toBe('waiting  3\n');
    await workNow();
    expect((await run('jobs')).out).toBe('done     3\n');
    const replayed = await run('jobs', '--replay', '2026-11-01');
    expect(replayed.out).toBe('1 events are told once more.\ndone     2\nwaiting  1\n');
    expect((await run('jobs', '--replay', 'yesterday')).code).toBe(2);
    const nobody = await commandsOf(shop, { WEBHOOK_URL: '' })('jobs', '--replay', '2026-11-01');
    expect([nobody.code, nobody.err]).toEqual([2, 'WEBHOOK_URL is not set: there is nobody to tell.\n']);
    expect(merchant.told).toHaveLength(1);
    await workNow();
    expect(merchant.told).toHaveLength(2);

    const well = await run('doctor');
    expect(well.code).toBe(0);
    for (const name of ['J1', 'J2', 'J4', 'J5', 'J6', 'money', 'returns', 'letters'])
      expect(well.out).toMatch(new RegExp(`^well   ${name} `, 'm'));
    await shop.database.transaction(async (tx) => {
      await tx
        .updateTable('orders')
        .set((e) => ({ total: e('total', '+', 1) }))
        .execute();
      await tx
        .updateTable('jobs')
        .set({ state: 'dead', last_error: 'nobody there' })
        .where('kind', '=', 'tell')
        .execute();
    });
    const ill = await run('doctor');
    expect(ill.code).toBe(1);
    expect(ill.out).toMatch(/^BROKEN J4 /m);
    expect(ill.out).toContain(`order ${number} totals`);
    expect(ill.out).toContain('nobody there');
    const findings = JSON.parse((await run('doctor', '--json')).out) as { name: string; isWell: boolean }[];
    expect(findings.filter((one) => !one.isWell).map((one) => one.name)).toEqual(['J2', 'J4', 'letters']);
    expect((await run('jobs', '--retry')).out).toBe(
      '1 jobs are in the queue again.\ndone     2\nwaiting  1\n',
    );
  });

  it('payments are compared with their provider and given back', LONG, async () => {
    const { shop, run, workNow } = await openStocked(open, environment);
    const { number, secret } = await orderToPay(shop);
    const { session } = await openPage(shop, secret);
    await settlePractice(shop, session, 'paid');
    // Nothing was told here yet: the comparison learns it and says so.
    const compared = await run('payments', 'reconcile', 'practice');
    expect([compared.code, compared.out]).toEqual([
      0,
      expect.stringMatching(/1 pages .* 1 differences\.\n.*mended/),
    ]);
    expect((await run('payments', 'reconcile', 'practice', '--days', '1')).out).toContain('0 differences');
    expect((await run('payments', 'reconcile', 'nobody')).code).toBe(2);
    expect((await run('payments', 'refund', number, '10', '--key', 'a')).out).toContain('$10.00 of');
    expect((await run('payments', 'refund', number, '10', '--key', 'a')).code).toBe(0);
    expect((await run('payments', 'refund', number, '9999')).code).toBe(1);
    expect((await run('payments', 'refund', number, '0.001')).code).toBe(2);
    await workNow();
    const row = (await readOrderByNumber(shop.database.read, number))!;
    expect({ money: row.money, refunded: Number(row.refunded) }).toEqual({
      money: 'partly-refunded',
      refunded: 1_000,
    });
  });
});
