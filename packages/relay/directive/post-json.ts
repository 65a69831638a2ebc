/** What came back for a directive that was posted: an HTTP answer, whatever its body, or none at all. */
export type PostAnswer =
  | { readonly type: 'answered'; readonly status: number; readonly text: string }
  | { readonly type: 'unanswered'; readonly reason: string; readonly detail: string };

/**
 * Posts a JSON text to the device cloud's handler, once, within the handler's time-out. Never rejects: that nothing
 * came back is an answer, too. Redirects are not followed.
 */
export type PostJson = (post: {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Ends the call as if nothing had come back. */
  readonly signal?: AbortSignal;
}) => Promise<PostAnswer>;
