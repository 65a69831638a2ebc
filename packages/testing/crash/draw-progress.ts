/** Where a bar is drawn: a terminal, or something that is none, where nothing is. */
export interface ProgressScreen {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

const WIDTH = 40;

/** Draws a bar in one line of a terminal, anew with each call that has something new to show; `(0, 0)` wipes it out. */
export function drawProgress(screen: ProgressScreen, title: string): (done: number, all: number) => void {
  let drawn = '';
  return (done, all) => {
    if (screen.isTTY !== true) return;
    const percent = all === 0 ? 0 : Math.floor(Math.min(1, done / all) * 100);
    const bar = '#'.repeat(Math.floor((percent * WIDTH) / 100)).padEnd(WIDTH, '.');
    const line = all === 0 ? '' : `${title} [${bar}] ${percent} %`;
    if (line === drawn) return;
    screen.write(`\r${line.padEnd(drawn.length)}${line === '' ? '\r' : ''}`);
    drawn = line;
  };
}
