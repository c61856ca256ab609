/** The post: letters go to the mail server of SMTP_URL, or are laid into SHOP_DIR/letters as files. */
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import nodemailer, { type Transporter } from 'nodemailer';
import type { Shop } from '#server/shop.ts';
import { letterHtml, letterText, type Letter } from './letter.ts';

/** Hands one letter over. `name` is the same for every try, so a repeat replaces the file or can be told by its Message-ID. */
export async function post(shop: Shop, letter: Letter, name: string): Promise<void> {
  const { MAIL_FROM, SMTP_URL } = shop.settings;
  const mail = {
    from: headerSafe('MAIL_FROM', MAIL_FROM),
    to: headerSafe('address', letter.to),
    subject: headerSafe('subject', letter.subject),
    text: letterText(letter),
    html: letterHtml(letter),
    messageId: messageId(shop, name),
  };
  if (SMTP_URL) await transportOf(shop).sendMail(mail).catch(withoutAddresses);
  else await layInFolder(shop, letter, mail, name);
}

/** Mail servers repeat the address in their refusals; what goes into the log and the list of dead jobs must not bear it. */
function withoutAddresses(error: unknown): never {
  const said = error instanceof Error ? error.message : String(error);
  throw new Error(`The mail server said: ${said.replace(/[^\s<>"',;:()]+@[^\s<>"',;:()]+/g, '(address)')}`);
}

/** Whatever could end a header line early is refused: a letter with a forged header is worse than none. */
export function headerSafe(field: string, value: string): string {
  if (/[\u0000-\u001f\u007f\u0085\u2028\u2029]/.test(value)) {
    throw new Error(`The ${field} of a letter holds a control character; it is not sent.`);
  }
  return value;
}

function messageId(shop: Shop, name: string): string {
  const local = createHash('sha256').update(`${shop.settings.ORIGIN} ${name}`).digest('hex').slice(0, 32);
  return `<${local}@${new URL(shop.settings.ORIGIN).hostname}>`;
}

const transports = new WeakMap<Shop, Transporter>();

function transportOf(shop: Shop): Transporter {
  let transport = transports.get(shop);
  if (!transport) {
    const patience = shop.settings.SMTP_SECONDS * 1_000;
    transport = nodemailer.createTransport({
      url: shop.settings.SMTP_URL,
      connectionTimeout: patience,
      greetingTimeout: patience,
      socketTimeout: patience,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    transports.set(shop, transport);
  }
  return transport;
}

export interface LaidLetter {
  readonly kind: string;
  readonly to: string;
  readonly from: string;
  readonly subject: string;
  readonly at: number;
  readonly text: string;
  readonly html: string;
}

async function layInFolder(
  shop: Shop,
  letter: Letter,
  mail: { from: string; text: string; html: string },
  name: string,
): Promise<void> {
  const folder = join(shop.settings.SHOP_DIR, 'letters');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, `${name.replace(/[^a-z0-9-]+/gi, '-')}.json`);
  const { kind, to, subject } = letter;
  const laid: LaidLetter = {
    kind,
    to,
    from: mail.from,
    subject,
    at: shop.clock.now(),
    text: mail.text,
    html: mail.html,
  };
  const draft = `${file}.${process.pid}.part`;
  await writeFile(draft, `${JSON.stringify(laid, null, 2)}\n`, { mode: 0o600 });
  await rename(draft, file);
}
