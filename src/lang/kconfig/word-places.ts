type Texts = ReadonlyMap<string, string>;

/** Finds the files that hold words, among texts of which most have been seen before. */
export interface WordPlaces {
  /** The files that hold the word, or did when their texts were others; in the order of the texts. */
  find(texts: Texts, word: string): readonly string[];
}

/** @param wordsOf the words of a text that can be looked for. */
export function openWordPlaces(wordsOf: (path: string, text: string) => Iterable<string>): WordPlaces {
  /** Files of each word, in the order in which they were seen. Words that a text loses stay. */
  const places = new Map<string, string[]>();
  const seen = new Map<string, string>();
  /** Texts that were looked through, which don't change, each with the order of its files once that was asked for. */
  const looked = new WeakMap<Texts, { order?: ReadonlyMap<string, number> }>();
  const look = (texts: Texts) => {
    for (const [path, text] of texts) {
      if (seen.get(path) === text) continue;
      seen.set(path, text);
      for (const word of wordsOf(path, text)) {
        const paths = places.get(word);
        if (!paths) places.set(word, [path]);
        else if (paths.at(-1) !== path && !paths.includes(path)) paths.push(path);
      }
    }
  };
  return {
    find(texts, word) {
      let state = looked.get(texts);
      if (!state) {
        look(texts);
        looked.set(texts, (state = {}));
      }
      const found = (places.get(word) ?? []).filter((path) => texts.has(path));
      if (found.length < 2) return found;
      const order = (state.order ??= new Map([...texts.keys()].map((path, i) => [path, i])));
      return found.sort((a, b) => order.get(a)! - order.get(b)!);
    },
  };
}
