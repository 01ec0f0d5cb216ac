/** Longer words of an author's are cut where a figure repeats them. */
const MOST_CHARACTERS = 60;

export const shorten = (words: string, most = MOST_CHARACTERS): string => (words.length > most ? `${words.slice(0, most)}…` : words);
