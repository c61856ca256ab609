import { createServer, type AddressInfo, type Socket } from 'node:net';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { afterEach, expect, test } from 'vitest';
import { openTestShop } from './open-test-shop.ts';
import { buy, stockShelves, WOOFER } from './small-shop.ts';
import { runDueJobs } from '#server/jobs/start-jobs.ts';
import { JOB_KINDS } from '#server/work/job-kinds.ts';
import { letterHtml, type Letter } from '#server/mail/letter.ts';
import { headerSafe, post } from '#server/mail/post.ts';

const letter: Letter = {
  kind: 'order-received',
  to: 'anna@example.org',
  subject: 'Order 7K2F-9QXD received',
  heading: 'Grüße & <b>Dank</b>',
  paragraphs: ['2 × Capacitor 2.2 µF'],
  link: { text: 'See it', href: 'https://shop.example/orders/x"y' },
  closing: ['Cone & Coil'],
};

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function mailbox(onMail: 'take' | 'refuse', port = 0): Promise<{ url: string; mails: ParsedMail[] }> {
  const mails: ParsedMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      void simpleParser(stream).then((mail) => {
        mails.push(mail);
        done(onMail === 'refuse' ? new Error('mailbox of <anna@example.org> is full') : null);
      });
    },
  });
  await new Promise<void>((resolve) => void server.listen(port, '127.0.0.1', () => resolve()));
  closing.push(() => new Promise((resolve) => server.close(() => resolve())));
  const address = server.server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { url: `smtp://127.0.0.1:${address.port}`, mails };
}

test('a letter arrives over SMTP as text and HTML, with the same Message-ID at every try', async () => {
  const { url, mails } = await mailbox('take');
  await using open = await openTestShop({ environment: { SMTP_URL: url } });
  await post(open.shop, letter, 'letter:1');
  await post(open.shop, letter, 'letter:1');
  expect(mails).toHaveLength(2);
  expect(mails[0]).toMatchObject({ subject: letter.subject });
  expect(mails[0]?.messageId).toBe(mails[1]?.messageId);
  expect(mails[0]?.text).toContain('2 × Capacitor 2.2 µF');
  expect(mails[0]?.html).toContain('&lt;b&gt;Dank');
});

test('a refusing and an absent mail server are errors, so that the job is tried again', async () => {
  const { url } = await mailbox('refuse');
  await using refusing = await openTestShop({ environment: { SMTP_URL: url } });
  await expect(post(refusing.shop, letter, 'a')).rejects.toThrow(/full/);
  await using absent = await openTestShop({ environment: { SMTP_URL: 'smtp://127.0.0.1:9' } });
  await expect(post(absent.shop, letter, 'a')).rejects.toThrow(/ECONNREFUSED/);
});

/** A port where a mail server answers nothing, in the middle of a letter or from the start, until it is let go. */
async function silent(): Promise<{ url: string; heard: () => number }> {
  let heard = 0;
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    heard += 1;
    sockets.add(socket);
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return { url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`, heard: () => heard };
}

test('a mail server that never answers is given up after its time, for the job to try again', async () => {
  const { url, heard } = await silent();
  await using open = await openTestShop({ environment: { SMTP_URL: url, SMTP_SECONDS: '1' } });
  await expect(post(open.shop, letter, 'a')).rejects.toThrow(/The mail server said: .*(time|greeting)/i);
  expect(heard()).toBe(1);
});

test('what a server says is kept without the address it names', async () => {
  const { url } = await mailbox('refuse');
  await using open = await openTestShop({ environment: { SMTP_URL: url } });
  const refused = await post(open.shop, letter, 'a').catch((error: unknown) => String(error));
  expect(refused).toContain('mailbox of <(address)> is full');
  expect(refused).not.toContain('anna');
});

test('an order placed while the mail server is down: its letters go out once each when it is back', async () => {
  const first = await mailbox('take');
  const port = Number(new URL(first.url).port);
  await closing.pop()?.();
  await using open = await openTestShop({ environment: { SMTP_URL: first.url } });
  await stockShelves(open.shop);
  const { number } = await buy(open.shop, [{ variant: WOOFER.id, n: 1 }]);
  await runDueJobs(open.shop, JOB_KINDS);
  const waiting = await open.shop.database.read.selectFrom('jobs').select(['state', 'attempts']).execute();
  expect(waiting).toEqual([1, 2].map(() => ({ state: 'waiting', attempts: 1 })));
  const back = await mailbox('take', port);
  open.clock.advance(60_000);
  for (let round = 0; round < 3; round++) await runDueJobs(open.shop, JOB_KINDS);
  expect(back.mails.map((mail) => mail.subject).sort()).toEqual([
    `New order ${number}`,
    `Order ${number} received`,
  ]);
});

test('control characters in a header are refused, in HTML everything is escaped', async () => {
  await using open = await openTestShop();
  for (const evil of ['a\r\nBcc: all@example.org', 'a\nb', 'a\u0000', 'a\u2028b']) {
    expect(() => headerSafe('subject', evil)).toThrow(/control character/);
    await expect(post(open.shop, { ...letter, to: evil }, 'x')).rejects.toThrow(/control character/);
  }
  expect(letterHtml(letter)).toContain('href="https://shop.example/orders/x&quot;y"');
});
