import type { DataSaying } from '../../src/data/index.ts';
import type { Speech } from './speech.ts';
import { fileName, quoted } from './quoted-french.ts';
import { f } from './typeset-french.ts';

type Key =
  | 'notFound' | 'largeFile' | 'webPage' | 'oneRow' | 'oneClass' | 'tinyColumn' | 'tooManyClasses' | 'letters' | 'noInk' | 'notAnImage' | 'tooManyPixels' | 'unreadableImage' | 'blankImage' | 'noCanvas'
  | 'noTile' | 'unevenPictures' | 'unevenTiles' | 'onePicture' | 'tooManyPictures' | 'manyClasses' | 'fewClasses' | 'unevenClasses' | 'noCodec' | 'codecAxes';
type Sentences = { readonly [K in Key]: (values: Extract<DataSaying, { readonly key: K }>) => string };

/** What can be wrong with pictures and with columns, in French. */
export const dataErrors = (number: Speech['number']): Sentences => ({
  noTile: ({ given, most }) => f`${given === undefined ? 'La taille d’une image n’est ni donnée ni dans le nom du fichier' : `${quoted(given)} n’est pas la taille d’une image`} ; écrivez sa largeur et sa hauteur en pixels, de 1 à ${number(most)}, comme tile="28x28".`,
  unevenPictures: ({ file, bytes, width, height }) => f`${fileName(file)} a ${number(bytes)} octets, ce qui n’est pas un nombre entier d’images de ${number(width)} pixels sur ${number(height)} ; donnez leur taille.`,
  unevenTiles: ({ file, width, height, tile }) => f`${fileName(file)} a ${number(width)} pixels sur ${number(height)}, que des images de ${number(tile[0])} sur ${number(tile[1])} ne remplissent pas ; donnez leur taille.`,
  onePicture: ({ file }) => f`${fileName(file)} n’a qu’une image ; une loi en demande au moins deux différentes.`,
  tooManyPictures: ({ file, count, most }) => f`${fileName(file)} a ${number(count)} images, plus que ${number(most)} ; donnez-en un échantillon.`,
  manyClasses: ({ count, most }) => f`Il y a ${count} classes ; un réseau en connaît au plus ${most}.`,
  fewClasses: ({ given }) => f`${quoted(given)} ne nomme pas deux classes différentes ; séparez leurs noms par des espaces, comme tile-classes="chat chien".`,
  unevenClasses: ({ classes, count }) => f`${number(count)} images ne font pas ${number(classes)} classes de même taille ; rangez celles d’une classe après celles d’une autre.`,
  noCodec: ({ file }) => f`${fileName(file)} est fait d’octets bruts ; dites comment coder ses images, comme codec="pca 40".`,
  notFound: ({ file, status }) => f`${fileName(file)} n’a pas pu être chargé (le serveur a répondu ${status}) ; vérifiez l’adresse.`,
  largeFile: ({ file, megabytes }) => f`${fileName(file)} dépasse ${number(megabytes)} Mo ; donnez-en un échantillon.`,
  webPage: ({ file }) => f`${fileName(file)} est une page web, pas un tableau ; donnez l’adresse du fichier CSV lui-même.`,
  oneRow: () => f`Le fichier n’a qu’une ligne de nombres ; il en faut au moins deux, différentes.`,
  oneClass: ({ column, word }) => f`La colonne ${quoted(column)} contient ${quoted(word)} dans toutes les lignes ; nommez-en une qui regroupe les lignes.`,
  tinyColumn: ({ column }) => f`La colonne ${quoted(column)} a un écart-type inférieur à 1e-300, trop petit pour les calculs : changez d’unité.`,
  tooManyClasses: ({ column, most }) => f`La colonne ${quoted(column)} contient plus de ${number(most)} mots différents, trop pour des classes ; nommez-en une qui regroupe les lignes.`,
  codecAxes: ({ asked, rank }) => (rank === 0
    ? f`Toutes les images sont les mêmes ; donnez-en qui diffèrent.`
    : f`Les images ne varient que selon ${number(rank)} axes ; prenez-en au plus autant, comme codec="pca ${rank}", et non ${number(asked)}.`),
  letters: ({ most, count }) => f`« text: » prend de 1 à ${number(most)} caractères, par exemple « text:FM », et non ${number(count)}.`,
  noInk: () => f`Le texte ne laisse aucune encre ; donnez des lettres que ce navigateur sache dessiner.`,
  notAnImage: ({ file }) => f`${fileName(file)} n’est pas une image qui se lise ici ; donnez un fichier PNG, JPEG, GIF ou WebP.`,
  tooManyPixels: ({ file, width, height, most }) => f`${fileName(file)} a ${number(width)} pixels sur ${number(height)}, plus que ${number(most)} millions ; cent de chaque côté suffisent.`,
  unreadableImage: ({ file }) => f`${fileName(file)} n’est pas une image que ce navigateur sache lire ; donnez un fichier PNG, JPEG, GIF ou WebP.`,
  blankImage: ({ file }) => f`${fileName(file)} est une image vide ; donnez une image sombre sur fond clair.`,
  noCanvas: () => 'Ce navigateur n’a pas de quoi lire des images.',
});
