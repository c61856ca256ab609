/** The one prerendered page that answers every offline navigation: no HTML of its own, the router draws the address at hand. */
export const prerender = true;
export const ssr = false;
