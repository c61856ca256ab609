/** Answers given without the application: a problem document under /api, a plain page elsewhere. */
import type { ServerResponse } from 'node:http';
import { PROBLEM_TYPE, problem, type ProblemName } from '#protocol/problems.ts';
import { SPARE_STYLE } from './security-headers.ts';

export interface Refusal {
  readonly name: ProblemName;
  /** One or two sentences: what is so, what to do. */
  readonly detail: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export function isApi(path: string): boolean {
  return path === '/api' || path.startsWith('/api/') || path.startsWith('/api?');
}

/** Body and headers of a refusal, in the form its address calls for. */
export function refusalText(path: string, refusal: Refusal): { status: number; type: string; body: string } {
  const document = problem(refusal.name, { detail: refusal.detail });
  if (isApi(path)) return { status: document.status, type: PROBLEM_TYPE, body: JSON.stringify(document) };
  return {
    status: document.status,
    type: 'text/html; charset=utf-8',
    body: sparePage(document.title, refusal.detail),
  };
}

export function refuse(path: string, response: ServerResponse, refusal: Refusal): void {
  const { status, type, body } = refusalText(path, refusal);
  response.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    ...refusal.headers,
  });
  response.end(body);
}

function sparePage(title: string, text: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><title>${escapeHtml(title)}</title><style>${SPARE_STYLE}</style></head><body><h1>${escapeHtml(title)}</h1><p>${escapeHtml(text)}</p></body></html>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
