/** One thing the day was to bring about, and what was found. */
export interface Chapter {
  readonly title: string;
  /** What was found, in the words and numbers of the systems themselves; or, when it did not come true, what was missing. */
  readonly told: string;
  readonly cameTrue: boolean;
}

export interface Story {
  readonly day: number;
  readonly chapters: readonly Chapter[];
  readonly cameTrue: boolean;
}

export const storyOf = (day: number, chapters: readonly Chapter[]): Story => ({
  day,
  chapters,
  cameTrue: chapters.every((chapter) => chapter.cameTrue),
});

/** The story as a block of text for the terminal. */
export function describeStory({ day, chapters, cameTrue }: Story): string {
  const width = Math.max(...chapters.map(({ title }) => title.length));
  const lines = chapters.map(
    ({ title, told, cameTrue: isTrue }) => `  ${isTrue ? '✓' : '✗'} ${title.padEnd(width)}  ${told}`,
  );
  return `\nDay ${day}${cameTrue ? '' : ', which did not come true'}\n${lines.join('\n')}\n`;
}
