/** One driver of the table, wound: mechanics as printed and the parameters computed from them. */
import { AIR_STIFFNESS } from '#domain/loudspeaker/air.ts';
import {
  mechanics,
  sensitivity,
  smallSignal,
  type Mechanics,
  type SmallSignal,
} from '#domain/loudspeaker/driver.ts';
import { frames, type DriverRow, type Frame } from './driver-table.ts';
import { significant } from './measures.ts';
import { seeded } from './part.ts';

/** A driver of the table wound for one impedance. */
export interface Driver {
  readonly row: DriverRow;
  readonly frame: Frame;
  readonly ohms: number;
  /** As the datasheet prints it, in SI units: the truth the parameters follow from. */
  readonly mechanics: Mechanics;
  readonly small: SmallSignal;
  /** Fs, Qts and Vas as the page prints them: what a builder computes with. */
  readonly printed: Pick<SmallSignal, 'fs' | 'qts' | 'vas'>;
  /** dB SPL at 2.83 V and 1 m. */
  readonly level: number;
  /** H. */
  readonly le: number;
}

/** The driver with its mechanics rounded as printed, and its parameters computed from the rounded ones. */
export function wind(row: DriverRow, ohms: number): Driver {
  const frame = frames[row.inches]!;
  const chance = seeded(row.number);
  const re = significant(ohms * (ohms === 4 ? 0.8 : 0.72) * (1 + 0.04 * (chance() - 0.5)), 2);
  const sd = frame.sd / 1e4;
  const mms = row.mass / 1e3;
  const vas = (AIR_STIFFNESS * sd ** 2) / ((2 * Math.PI * row.fs) ** 2 * mms);
  const wished = mechanics({ fs: row.fs, qms: row.qms, qes: row.qes, vas }, sd, re);
  const printed: Mechanics = {
    mms,
    sd,
    re,
    cms: significant(wished.cms, 3),
    rms: significant(wished.rms, 3),
    bl: significant(wished.bl, 3),
  };
  const small = smallSignal(printed);
  return {
    row,
    frame,
    ohms,
    mechanics: printed,
    small,
    printed: {
      fs: significant(small.fs, 3),
      qts: Number(small.qts.toFixed(2)),
      vas: significant(small.vas, 3),
    },
    level: sensitivity(small, re),
    le: significant((row.le * (ohms / 8)) / 1e3, 2),
  };
}
