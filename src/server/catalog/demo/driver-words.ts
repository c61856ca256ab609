/** What the shop says of a driver: sentences computed from its parameters as printed, so that words and plot agree. */
import { SOUND_SPEED } from '#domain/loudspeaker/air.ts';
import { sealedBox, sealedVolume } from '#domain/loudspeaker/sealed-box.ts';
import { suggestBox, suggestPort } from '#domain/loudspeaker/suggest-box.ts';
import { suitsVent, USUAL_LEAKAGE, ventedCutoff } from '#domain/loudspeaker/vented-box.ts';
import type { Driver } from './wind.ts';
import { sayLitres } from './measures.ts';

const hertz = (n: number) => `${Math.round(n)} Hz`;

/** Where the cone begins to beam: ka = 2 for the radius of its effective area, said to the next 50 Hz. */
export function beamsFrom(sd: number): number {
  const radius = Math.sqrt(sd / Math.PI);
  return Math.round(SOUND_SPEED / (Math.PI * radius) / 50) * 50;
}

function sealedWords({ printed }: Driver): string {
  if (sealedVolume(printed, Math.SQRT1_2) === undefined) return '';
  const { volume } = suggestBox(printed, 'sealed');
  if (volume > 0.4) return '';
  return `sealed in ${sayLitres(volume)} litres it reaches ${hertz(sealedBox(printed, volume).f3)}`;
}

function ventedWords({ printed }: Driver): string {
  if (!suitsVent(printed)) return '';
  const box = suggestBox(printed, 'vented');
  const f3 = ventedCutoff(printed, { ...box, ql: USUAL_LEAKAGE });
  return `vented in ${sayLitres(box.volume)} litres, tuned to ${hertz(box.fb)}, it reaches ${hertz(f3)}`;
}

const sentence = (text: string) => `${text[0]!.toUpperCase()}${text.slice(1)}.`;

/** One or two sentences for lists and the top of the page. */
export function driverSummary(driver: Driver): string {
  if (driver.row.kind === 'Midranges') {
    const { fs } = driver.small;
    return `For the middle of a three-way: use it from about ${hertz(fs * 2.5)}, where its own resonance no longer matters, up to ${hertz(beamsFrom(driver.mechanics.sd) * 1.6)}.`;
  }
  const words = [sealedWords(driver), ventedWords(driver)].filter(Boolean);
  if (words.length === 0) return 'For open baffles and very large boxes: its Q is too high for a small one.';
  return sentence(words.join('; '));
}

const CONES: Readonly<Record<string, string>> = {
  paper:
    'The cone is pulp, pressed and air-dried: light for its stiffness, well damped, and forgiving at the crossover.',
  'coated-paper':
    'The cone is pulp with a thin damping coat, which trades a little level for a calmer top end.',
  aluminium:
    'The cone is anodised aluminium: stiff far into the midrange, with one strong break-up above it that a crossover must keep down.',
  'mineral-filled':
    'The cone is polypropylene with mineral filling: heavier than paper, indifferent to damp, and the same in ten years.',
  'glass-fibre':
    'The cone is woven glass fibre, stiff and well damped, at home as a midwoofer that has to play up to its tweeter.',
};

const USES: Readonly<Record<string, string>> = {
  Coaxial:
    'A tweeter sits in the throat of the cone, so both ways share one point in space. The parameters are those of the cone; the tweeter needs its own high-pass, 4.7 µF as a beginning.',
  Subwoofers:
    'Meant for a low-pass at 80 to 120 Hz. Watch the excursion below the tuning of a vented box: a subsonic filter belongs with it.',
  'Full range': 'Plays without a crossover. On a narrow baffle the lows need help: allow 3 to 4 dB of step.',
};

export function driverStory(driver: Driver): string[] {
  const { row, printed, mechanics: m, frame } = driver;
  const paragraphs = [
    `${CONES[row.cone] ?? ''} Its ${frame.coil} mm voice coil moves ±${row.xmax} mm before it leaves the gap.`,
  ];
  const use = USES[row.kind];
  if (use) paragraphs.push(use);
  else
    paragraphs.push(
      `A cone of this size begins to narrow its sound at about ${beamsFrom(m.sd)} Hz; an octave above that is the latest sensible crossover.`,
    );
  if (suitsVent(printed) && row.kind !== 'Midranges') {
    const { volume, fb } = suggestBox(printed, 'vented');
    const tube = suggestPort(volume, fb, (m.sd * row.xmax) / 1e3);
    if (tube && tube.length < 0.6)
      paragraphs.push(
        `For the vented box: a port of ${Math.round(tube.diameter * 1000)} mm inside diameter, ${Math.round(tube.length * 1000)} mm long.`,
      );
  }
  paragraphs.push(
    `Cut the hole ${frame.hole} mm; the rim stands ${Math.round((frame.outer - frame.hole) / 2)} mm beyond it on each side. Allow ${frame.depth + 15} mm behind the baffle so that the magnet can breathe.`,
  );
  return paragraphs;
}
