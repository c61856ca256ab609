/** Everything Cone & Coil sells: some 375 parts of makers that do not exist, in our own words. */
import type { ImportProduct } from '../import/import-product.ts';
import { driverProducts } from './drivers.ts';
import { boxProducts } from './parts/boxes.ts';
import { cabinetProducts } from './parts/cabinets.ts';
import { capacitorProducts } from './parts/capacitors.ts';
import { coilProducts } from './parts/coils.ts';
import { crossoverProducts } from './parts/crossovers.ts';
import { electronicsProducts } from './parts/electronics.ts';
import { hardwareProducts } from './parts/hardware.ts';
import { resistorProducts } from './parts/resistors.ts';
import { terminalProducts } from './parts/terminals.ts';
import { wireProducts } from './parts/wire.ts';
import { tweeterProducts } from './tweeters.ts';

/** The demo catalog: the same products, byte for byte, every time. */
export function demoProducts(): ImportProduct[] {
  return [
    ...driverProducts(),
    ...tweeterProducts(),
    ...crossoverProducts(),
    ...capacitorProducts(),
    ...coilProducts(),
    ...resistorProducts(),
    ...boxProducts(),
    ...cabinetProducts(),
    ...wireProducts(),
    ...terminalProducts(),
    ...hardwareProducts(),
    ...electronicsProducts(),
  ];
}
