/**
 * The events of Asok's client script, for pages that listen to them in TypeScript.
 *
 * They are fired on the form, link or button with `data-block`, and bubble. When the answer has replaced
 * that element, they are fired on it and then on the block, so that the rest of the page hears them too.
 */
export interface AsokDetail {
  /** The form, link or button with `data-block`; the body for a step through the history. */
  element: HTMLElement;
  /** The first block that is replaced. */
  target: HTMLElement;
  /** What is sent. Its headers may be changed during `asok:before`. */
  request: Request;
}

export interface AsokAnswer extends AsokDetail {
  /** What came back. Its body has been read. */
  response: Response;
  /** The text of an HTML answer. */
  html?: string;
}

export interface AsokFailure extends AsokDetail {
  /** The status that can't be shown, or what `fetch` rejected with. */
  error: unknown;
  /** Absent when nothing came back. */
  response?: Response;
  html?: string;
}

export interface AsokProgress extends AsokDetail {
  /** Bytes sent so far, of a form with a `<progress>`. */
  loaded: number;
  /** Bytes to send. */
  total: number;
}

export interface AsokEvents {
  /** Before anything is sent; `preventDefault()` keeps it from being sent. */
  'asok:before': CustomEvent<AsokDetail>;
  /** While a form with a `<progress>` is sent. */
  'asok:progress': CustomEvent<AsokProgress>;
  /** After the swap, and before a redirect is followed, which `preventDefault()` keeps from happening. */
  'asok:success': CustomEvent<AsokAnswer>;
  /** When nothing was changed; `preventDefault()` keeps the script from telling the user. */
  'asok:error': CustomEvent<AsokFailure>;
}

declare global {
  interface HTMLElementEventMap extends AsokEvents {}
  interface DocumentEventMap extends AsokEvents {}
  interface WindowEventMap extends AsokEvents {}
}
