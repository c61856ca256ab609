import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { afterEach, expect, test } from 'vitest';
import { openTestShop } from './open-test-shop.ts';
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

async function mailbox(onMail: 'take' | 'refuse'): Promise<{ url: string; mails: ParsedMail[] }> {
  const mails: ParsedMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      void simpleParser(stream).then((mail) => {
        mails.push(mail);
        done(onMail === 'refuse' ? new Error('mailbox is full') : null);
      });
    },
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', () => resolve()));
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

test('control characters in a header are refused, in HTML everything is escaped', async () => {
  await using open = await openTestShop();
  for (const evil of ['a\r\nBcc: all@example.org', 'a\nb', 'a\u0000', 'a\u2028b']) {
    expect(() => headerSafe('subject', evil)).toThrow(/control character/);
    await expect(post(open.shop, { ...letter, to: evil }, 'x')).rejects.toThrow(/control character/);
  }
  expect(letterHtml(letter)).toContain('href="https://shop.example/orders/x&quot;y"');
});
