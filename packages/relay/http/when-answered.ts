/** An answer that is being written: it tells when it was written whole, and when its connection is closed. */
export interface WrittenAnswer {
  once(event: 'finish' | 'close', listener: () => void): unknown;
}

/** Calls back once: when the answer is written, or its caller gone. */
export function whenAnswered(answer: WrittenAnswer, callback: () => void): void {
  let isOver = false;
  const end = (): void => {
    if (isOver) return;
    isOver = true;
    callback();
  };
  // Whichever comes: an answer within the process is not closed, a caller that is gone gets none.
  answer.once('finish', end);
  answer.once('close', end);
}
