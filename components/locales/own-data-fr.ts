import type { OwnDataWords } from '../own-data/index.ts';
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
  cross: (x, y) => f`croix en (${number(x, 2)} ; ${number(y, 2)})`,
});
