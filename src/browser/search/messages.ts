/** What page and search thread say to each other. */
import type { SearchAnswer, SuggestAnswer } from '#protocol/search.ts';

export interface Question {
  readonly id: number;
  readonly kind: 'search' | 'suggest';
  readonly query: string;
  readonly mayBePart: boolean;
}

export interface Answer {
  readonly id: number;
  readonly answer: SearchAnswer | SuggestAnswer | undefined;
}
