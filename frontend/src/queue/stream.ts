// A stream of the server's, followed for days. A line that breaks is mended by the browser, or here once the browser gives it up. One that died
// without a word (a cable pulled out beyond the box, a radio out of reach) the browser takes for a quiet one: since the server says something
// every 15 seconds, whoever heard nothing for nearly three times that opens the line anew.

/** After a line that was given up (a server that was restarted, a session that ended, too many lines), the first try; the next ones take their time. */
const AGAIN = 5_000;
const SILENCE = 40_000;

/**
 * Follows the event of that name, until the answer is called. `cut` learns that nothing comes any more, and whether the browser gave up;
 * `heard` of every word of the server.
 */
export function follow(address: string, name: string, told: (data: string) => void, cut: (gone: boolean) => void, heard = (): void => {}): () => void {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout>;
  let pause = AGAIN;
  const after = (time: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => { cut(false); open(); }, time);
  };
  const alive = () => {
    pause = AGAIN;
    after(SILENCE);
    heard();
  };
  const open = () => {
    source?.close();
    source = new EventSource(address);
    source.addEventListener('pulse', alive);
    source.addEventListener(name, ({ data }: MessageEvent<string>) => { alive(); told(data); });
    source.onerror = () => {
      const gone = source!.readyState === EventSource.CLOSED;
      if (gone) {
        after(pause);
        pause = Math.min(2 * pause, SILENCE);
      }
      cut(gone);
    };
    after(SILENCE);
  };
  open();
  return () => {
    clearTimeout(timer);
    source!.close();
  };
}
