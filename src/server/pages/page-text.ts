/**
 * A page's text, taken from the framework before it makes bytes and a validator of it: `finish` needs both in its own
 * form, and a page of a hundred kilobytes is hashed and copied in no time only when it is done once.
 */
import type { PageStyles, StyledPage } from './page-styles.ts';

const FRAMEWORK_PAGE = 'x-sveltekit-page';

export class PageText {
  readonly #styles: PageStyles | undefined;
  #text: string | undefined;

  constructor(styles?: PageStyles) {
    this.#styles = styles;
  }

  /** For `transformPageChunk`; our pages come in one piece, as no load promises anything for later. */
  readonly take = ({ html }: { readonly html: string }): string => {
    this.#text = html;
    return '';
  };

  /** This answer with its styles in it, where it is the page that was taken. */
  of(answer: Response): StyledPage | undefined {
    if (this.#text === undefined || !answer.headers.has(FRAMEWORK_PAGE)) return undefined;
    return (
      this.#styles?.putInto(this.#text, answer.headers) ?? {
        text: this.#text,
        headers: new Headers(answer.headers),
      }
    );
  }
}
