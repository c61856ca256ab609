/** Numbers of any width below 2^53 packed bit by bit, most significant bit first. */

export class BitWriter {
  readonly #bytes: number[] = [];
  #used = 8;

  get bitLength(): number {
    return this.#bytes.length * 8 - (8 - this.#used);
  }

  /** Writes the low `width` bits of a whole number. */
  write(value: number, width: number): void {
    for (let left = width; left > 0;) {
      if (this.#used === 8) {
        this.#bytes.push(0);
        this.#used = 0;
      }
      const take = Math.min(8 - this.#used, left);
      const part = Math.floor(value / 2 ** (left - take)) % 2 ** take;
      this.#bytes[this.#bytes.length - 1]! |= part << (8 - this.#used - take);
      this.#used += take;
      left -= take;
    }
  }

  writeBytes(bytes: Uint8Array): void {
    for (const byte of bytes) this.write(byte, 8);
  }

  finish(): Uint8Array {
    return Uint8Array.from(this.#bytes);
  }
}

/** Thrown where the bytes end before the number does; the codec turns it into a refusal. */
export class OutOfBits extends Error {
  override name = 'OutOfBits';
}

export class BitReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get bitsLeft(): number {
    return this.#bytes.length * 8 - this.#at;
  }

  read(width: number): number {
    if (width > this.bitsLeft) throw new OutOfBits(`${width} bits wanted, ${this.bitsLeft} left`);
    let value = 0;
    for (let left = width; left > 0;) {
      const used = this.#at % 8;
      const take = Math.min(8 - used, left);
      const byte = this.#bytes[this.#at >> 3]!;
      value = value * 2 ** take + ((byte >> (8 - used - take)) & (2 ** take - 1));
      this.#at += take;
      left -= take;
    }
    return value;
  }

  readBytes(count: number): Uint8Array {
    return Uint8Array.from({ length: count }, () => this.read(8));
  }
}
