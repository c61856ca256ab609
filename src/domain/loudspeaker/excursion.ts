/** How far the cone moves in its box: the displacement functions of Small (1972, 1973), peak metres. */
import type { Mechanics, SmallSignal } from './driver.ts';
import { ventedDenominator, type Vented } from './vented-box.ts';

type Moving = Pick<Mechanics, 'bl' | 're' | 'cms'>;
type Driver = Pick<SmallSignal, 'fs' | 'qts' | 'vas'>;

/** Peak displacement at direct current for an effective voltage: sqrt(2) e Bl Cms / Re. */
function still(driver: Moving, volts: number): number {
  return (Math.SQRT2 * volts * driver.bl * driver.cms) / driver.re;
}

/** Peak excursion in a sealed box at `hertz` for `volts` effective, m. */
export function sealedExcursion(
  driver: Moving & Driver,
  volume: number,
  hertz: number,
  volts: number,
): number {
  const stiffer = 1 + driver.vas / volume;
  const x = hertz / (driver.fs * Math.sqrt(stiffer));
  const q = driver.qts * Math.sqrt(stiffer);
  return still(driver, volts) / stiffer / Math.hypot(1 - x * x, x / q);
}

/** Peak excursion in a vented box at `hertz` for `volts` effective, m: almost still at the tuning. */
export function ventedExcursion(driver: Moving & Driver, box: Vented, hertz: number, volts: number): number {
  const u = hertz / box.fb;
  const above = Math.hypot(1 - u * u, u / box.ql);
  return (still(driver, volts) * above) / Math.hypot(...ventedDenominator(driver, box, hertz));
}
