import type { OwnDataSaying, OwnDataWords } from '../own-data/index.ts';
import { vectorOf } from './equations.ts';
import { quoted } from './quoted-french.ts';
import type { Speech } from './speech.ts';
import { f } from './typeset-french.ts';

/** What is said of data of the reader's own, in French. */
export const ownData = ({ number, counted }: Speech): OwnDataWords => ({
  name: 'Vos propres données',
  file: 'Choisir un fichier…',
  paste: 'Coller…',
  draw: 'Dessiner…',
  pasteOn: 'Reprendre le collage…',
  drawOn: 'Reprendre le dessin…',
  undo: 'Annuler',
  redo: 'Rétablir',
  show: 'Montrer',
  leave: 'Quitter',
  clear: 'Tout effacer',
  dropHere: 'ou déposez un fichier sur la figure',
  letGo: 'Lâchez pour le montrer.',
  rows: f`Lignes de nombres, sous les noms des colonnes ; ou JSON`,
  reading: (file) => `Lecture de ${f`« ${file} »`}…`,
  shows: (name) => f`Données : ${name}`,
  pasted: 'lignes collées',
  drawing: 'dessin',
  groups: (groups) => groups.map(({ name, count }) => `${name} ${number(count)}`).join(', '),
  passedOver: (columns) => f`écarté, car sans variation : ${columns.map(quoted).join(', ')}`,
  axis: (axis) => `Axe ${number(axis)}`,
  colours: 'Couleurs',
  none: 'aucune',
  pad: 'Feuille à dessin',
  padKeys: f`Dessinez à la souris ou du doigt. Les flèches déplacent la croix, avec Maj par petits pas ; Espace pose un point, Retour arrière reprend le dernier, Suppr les reprend tous ; Entrée montre le dessin, Échap quitte la feuille et le garde.`,
  drawn: (count) => counted(count, { one: 'point', many: 'de points', other: 'points' }),
  cross: (x, y) => `croix en ${vectorOf(number, '\u202f; ')([x, y])}`,
});

type OwnDataErrors = { readonly [Key in OwnDataSaying['key']]: (values: Extract<OwnDataSaying, { readonly key: Key }>) => string };

/** What can be wrong with them, in French. */
export const ownDataErrors = (number: Speech['number']): OwnDataErrors => ({
  ownNoNumbers: () => f`Aucune ligne n’a de nombre. Il faut des lignes de nombres, séparés par des virgules, des points-virgules ou des tabulations, par exemple « 1,5 ; 2 » ; les noms des colonnes peuvent les précéder. Du JSON convient aussi, et une image si c’est un fichier.`,
  ownFewPoints: ({ count }) => f`${count === 0 ? 'Rien n’est encore dessiné' : 'Un seul endroit est dessiné'} ; tracez une ligne, ou posez deux points au moins.`,
  ownSeveralFiles: ({ count }) => f`Voilà ${number(count)} fichiers ; donnez-en un à la fois, avec toutes les lignes.`,
  ownNothing: () => f`Il n’y a là ni fichier ni texte ; donnez un fichier CSV ou JSON, une image, ou des lignes de nombres.`,
  ownNoClasses: ({ given }) => f`Cette figure montre la classe ${quoted(given)} de ses données, et les vôtres n’ont pas de classes ; donnez des lignes dont une colonne nomme la classe, ${quoted(given)} entre autres.`,
  ownUnknownClass: ({ given, known }) => f`Cette figure montre la classe ${quoted(given)} de ses données, et les classes des vôtres sont ${known.join(', ')} ; nommez ainsi l’une d’elles.`,
});
