/** A QR code as an SVG path: the page draws it itself, so no markup travels. */
import QRCode from 'qrcode';

export interface DrawnCode {
  /** Modules along one side, quiet zone not included. */
  readonly size: number;
  readonly path: string;
}

/** The longest text a QR code holds in bytes (version 40, level L). */
export const LONGEST_CODE = 2_953;

export function drawCode(text: string): DrawnCode {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'L' });
  let path = '';
  for (let y = 0; y < modules.size; y += 1)
    for (let x = 0; x < modules.size; x += 1) if (modules.get(y, x)) path += `M${x} ${y}h1v1h-1z`;
  return { size: modules.size, path };
}
