import { ParameterError } from '../../src/streams/index.ts';
import { inEnglish, type Saying } from '../../src/words/index.ts';

/** What can be wrong with data of the reader's own, in English; what files may lack is said beside what reads them. */
export const OWN_DATA_SENTENCES = {
  ownNoNumbers: () => 'No row has a number. Rows of numbers are right, with commas, semicolons or tabs between them, such as 1.5, 2; above them may stand names of the columns. JSON is right too, and so is a picture as a file.',
  ownFewPoints: ({ count }: { count: number }) => `${count === 0 ? 'Nothing is drawn yet' : 'One place is drawn'}; draw a line, or two points or more.`,
  ownSeveralFiles: ({ count }: { count: number }) => `These are ${count} files; give one at a time, with all rows in it.`,
  ownNothing: () => 'There is no file and no text in that; give a CSV or JSON file, a picture, or rows of numbers.',
  ownNoClasses: ({ given }: { given: string }) => `This figure shows the class "${given}" of its data, and yours have no classes; give rows with a column that names the class of each, "${given}" among them.`,
  ownUnknownClass: ({ given, known }: { given: string; known: readonly string[] }) => `This figure shows the class "${given}" of its data, and the classes of yours are ${known.join(', ')}; name one of them "${given}".`,
};

export type OwnDataSaying = Saying<typeof OWN_DATA_SENTENCES>;

/** What a reader has given cannot become data. */
export class OwnDataError extends Error {
  override readonly name = 'OwnDataError';
  /** The same as data: a page says it in its own language. */
  readonly saying: OwnDataSaying;

  constructor(saying: OwnDataSaying) {
    super(inEnglish(OWN_DATA_SENTENCES, saying));
    this.saying = saying;
  }
}

/** What a flow says of its parameters to their author, as its reader can mend it: who brings data cannot change them. */
export function forReader(error: unknown): Error {
  if (!(error instanceof ParameterError)) return error as Error;
  const { saying } = error;
  if (saying.key === 'noClasses') return new OwnDataError({ key: 'ownNoClasses', given: saying.given });
  return saying.key === 'unknownClass' ? new OwnDataError({ key: 'ownUnknownClass', given: saying.given, known: saying.known }) : error;
}
