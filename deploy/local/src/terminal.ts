/** Lines for the person at the terminal, each with the seconds since the start. */
export interface Terminal {
  say(line: string): void;
  /** Without the seconds: the story and other blocks of text. */
  print(text: string): void;
}

export function openTerminal(): Terminal {
  const begun = performance.now();
  return {
    say: (line) => console.log(`${((performance.now() - begun) / 1000).toFixed(1).padStart(6)} s  ${line}`),
    print: (text) => console.log(text),
  };
}
