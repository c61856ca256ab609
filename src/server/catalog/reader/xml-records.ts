/**
 * Records of an XML feed: the direct children of every <item>, <entry> or <product>, streaming.
 * Not well-formed, or with an undeclared prefix: the whole file is refused with line and column. Entities of a
 * document type are never expanded.
 */
import { SaxesParser } from 'saxes';
import { UnreadableFile } from './unreadable.ts';

export interface XmlRecord {
  readonly line: number;
  /** Values by element name without its prefix, in the order of the file. */
  readonly fields: ReadonlyMap<string, readonly string[]>;
}

const RECORDS = new Set(['item', 'entry', 'product']);
const LONGEST_FIELD = 1_000_000;

export async function* xmlRecords(text: AsyncIterable<string>): AsyncGenerator<XmlRecord> {
  const parser = new SaxesParser({ xmlns: true, position: true });
  let ready: XmlRecord[] = [];
  let record: { line: number; depth: number; fields: Map<string, string[]> } | undefined;
  let depth = 0;
  let words = '';
  parser.on('error', (error) => {
    const reason = error.message.replace(/^\d*:?\d*:?\s*/, '');
    throw new UnreadableFile(
      `The XML is not well-formed: ${reason}`,
      'Correct it there and export again.',
      parser.line,
      parser.column,
    );
  });
  parser.on('opentag', (tag) => {
    depth += 1;
    if (record) {
      if (depth === record.depth + 1) words = '';
      const href = tag.attributes['href'];
      // Atom writes a link as an attribute.
      if (depth === record.depth + 1 && tag.local === 'link' && href) words = href.value;
    } else if (RECORDS.has(tag.local)) record = { line: parser.line, depth, fields: new Map() };
  });
  const more = (part: string) => {
    if (record && depth === record.depth + 1 && words.length < LONGEST_FIELD) words += part;
  };
  parser.on('text', more);
  parser.on('cdata', more);
  parser.on('closetag', (tag) => {
    if (record && depth === record.depth + 1) {
      const name = tag.local.toLowerCase();
      record.fields.set(name, [...(record.fields.get(name) ?? []), words.trim()]);
    } else if (record && depth === record.depth) {
      ready.push({ line: record.line, fields: record.fields });
      record = undefined;
    }
    depth -= 1;
  });
  for await (const chunk of text) {
    parser.write(chunk);
    yield* ready;
    ready = [];
  }
  parser.close();
  yield* ready;
}
