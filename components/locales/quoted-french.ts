import { f } from './typeset-french.ts';

/** What the author has written; in a sentence it stays as it is. */
export const quoted = (text: string): string => f`« ${text} »`;
export const fileName = (file: string | undefined): string => (file === undefined ? 'Le contenu de l’adresse' : `Le fichier ${quoted(file)}`);
