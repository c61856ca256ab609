/** Ribbon and air-motion tweeters: plate, slot, pleats. */
import type { Figure, Size, View } from '../figure.ts';
import { mm } from '../figure.ts';
import { circle, line, rect } from '../pen.ts';

export function ribbonTweeter(size: Size, view: View): Figure {
  const [width, height] = [size['width'] ?? 90, size['height'] ?? 130];
  const [slot, tall] = [size['slotWidth'] ?? 10, size['slotHeight'] ?? 60];
  const depth = size['depth'] ?? 60;
  const box = [-width / 2, -height / 2, width, height] as const;
  const corners = (
    [
      [-1, -1],
      [1, -1],
      [-1, 1],
      [1, 1],
    ] as const
  )
    .map(([x, y]) => circle(x * (width / 2 - 6), y * (height / 2 - 6), 2))
    .join('');
  if (view === 'section') {
    return {
      box: [-4, -height / 2, depth + 4, height],
      ink: rect(-4, -height / 2, 4, height, 1) + rect(0, 12 - height / 2, depth, height - 24, 2),
      soft: line(-height * 0.05, 0, depth + height * 0.05, 0) + rect(3, -tall / 2, depth * 0.5, tall),
      copper: line(2, -tall / 2, 2, tall / 2),
      across: { from: 0, to: depth, text: mm(depth) },
      down: { from: -height / 2 + 12, to: height / 2 - 12, text: mm(height - 24) },
    };
  }
  if (view === 'cutout') {
    const [w, h] = [width - 24, height - 24];
    return {
      box,
      ink: corners,
      soft: rect(...box, 3) + line(-width / 2, 0, width / 2, 0) + line(0, -height / 2, 0, height / 2),
      copper: rect(-w / 2, -h / 2, w, h),
      across: { from: -w / 2, to: w / 2, text: mm(w) },
      down: { from: -h / 2, to: h / 2, text: mm(h) },
    };
  }
  const pleats = size['pleats'] ?? 1;
  const folds = Array.from({ length: Math.max(0, pleats - 1) }, (_, i) => {
    const x = -slot / 2 + (slot * (i + 1)) / pleats;
    return line(x, -tall / 2, x, tall / 2);
  }).join('');
  const waves = Array.from({ length: 9 }, (_, i) => {
    const y = -tall / 2 + (tall * (i + 1)) / 10;
    return line(-slot / 2, y, slot / 2, y);
  }).join('');
  return {
    box,
    ink: rect(...box, 4) + rect(-slot / 2 - 2, -tall / 2 - 2, slot + 4, tall + 4, 1) + corners,
    soft: rect(-width * 0.34, -height * 0.38, width * 0.68, height * 0.76, 6) + (pleats > 1 ? folds : ''),
    copper: pleats > 1 ? line(-slot / 2, -tall / 2, -slot / 2, tall / 2) : waves,
    across: { from: -width / 2, to: width / 2, text: mm(width) },
    down: { from: -height / 2, to: height / 2, text: mm(height) },
  };
}
