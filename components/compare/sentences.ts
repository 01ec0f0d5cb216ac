import type { Saying } from '../../src/words/index.ts';

interface Known {
  readonly known: readonly string[];
}

/** What can be wrong with a comparison, in English. */
export const COMPARISON_SENTENCES = {
  compareForm: ({ given }: { given: string }) => `"${given}" does not say what differs; write a row and its values, such as "coupling: independent, ot".`,
  compareRow: ({ row, known }: Known & { row: string }) => `There is no row "${row}"; figures are compared by ${known.join(', ')}.`,
  compareElement: ({ row, element, known }: Known & { row: string; element: string }) => `This element has no row "${row}", ${element} has; here figures are compared by ${known.join(', ')}.`,
  compareNetwork: ({ row }: { row: string }) => `"${row}" is of the network, which this figure does not show; set field="learned" or field="both".`,
  compareView: ({ view, first }: { view: string; first: string }) => `This is seen in the view "${view}", and the picture is one of the view "${first}"; show them side by side to see both.`,
  compareFixed: ({ row, known }: Known & { row: string }) => `"${row}" is the same for all that is compared; what can differ is ${known.join(', ')}.`,
  compareEmpty: ({ row }: { row: string }) => `"${row}:" is followed by no values; write some with commas between them, such as "coupling: independent, ot".`,
};

export type ComparisonSaying = Saying<typeof COMPARISON_SENTENCES>;
