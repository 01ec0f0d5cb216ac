import type { Range, Shown } from '../../src/streams/index.ts';
import type { Loss } from '../fm-trainer/words.ts';
import type { CloudSteps, Way } from './en.ts';
import type { Translation } from './index.ts';
import { ask, askErrors } from './ask-fr.ts';
import { comparedCoupling, comparedRows, comparedValues } from './comparison-fr.ts';
import { ownData, ownDataErrors } from './own-data-fr.ts';
import { readings } from './readings-fr.ts';
import type { Forms } from './speech.ts';
import { dataErrors } from './data-fr.ts';
import { fileName, quoted } from './quoted-french.ts';
import { f } from './typeset-french.ts';

const placed = ({ line, column }: { line: number; column: number }): string => `ligne ${line}, colonne ${column}`;
/** Ends a sentence with what the browser says, as it says it. */
const because = (reason: string | undefined): string => (reason ? f` : ${quoted(reason)}` : f` ; le navigateur n’en donne pas la raison.`);

const points: Forms = { one: 'point', many: 'de points', other: 'points' };
const steps: Forms = { one: 'pas', many: 'de pas', other: 'pas' };
const rows: Forms = { one: 'ligne', many: 'de lignes', other: 'lignes' };
const others = { workbookOrZip: 'un classeur ou une archive zip', workbook: 'un classeur', compressed: 'un fichier compressé', pdf: 'un fichier PDF' };
const things = { symbol: 'Un symbole', function: 'Une fonction', bigint: 'Un grand entier', list: 'Une liste', emptyList: 'Une liste vide', object: 'Un objet' };
/** Smaller numbers are powers of ten. */
const SMALLEST_WRITTEN_OUT = 1e-3;

/** As French mathematicians write; laws, schedules, couplings and solvers are called as their attributes are written. */
export const fr: Translation = (speech) => {
  const { number, whole, power, amount, counted, and, or } = speech;
  const way = ({ source, target, dataCount, condition, generator, schedule, coupling }: Way): string =>
    `de ${quoted(source)} à ${generator ? (generator === 'law' ? 'la loi de ' : `la loi ${quoted(generator)} de `) : ''}${dataCount === undefined ? '' : `${counted(dataCount, points)} de `}${quoted(target)}${condition ? f`, classe ${quoted(condition.class)}${condition.guidance === 1 ? '' : `, guidage ${whole(condition.guidance)}`}` : ''}${schedule ? `, calendrier ${quoted(schedule)}` : ''}${coupling ? `, couplage ${quoted(coupling)}` : ''}`;
  const cloudSteps = ({ solver, steps: count, tolerance, noise }: CloudSteps): string => {
    if (solver === 'dopri5') return `la méthode ${quoted(solver)} à ${power(tolerance)} près`;
    if (solver === 'average-velocity') return `${counted(count, steps)} par la vitesse moyenne`;
    return `${counted(count, steps)} de la méthode ${quoted(solver)}${solver === 'sde' ? noise === 'diffusion' ? ', bruit de la diffusion' : `, niveau de bruit ${whole(noise)}` : ''}`;
  };
  const evaluations = (count: number): string => `${counted(count, { one: 'évaluation', many: 'd’évaluations', other: 'évaluations' })} du champ`;
  const fields = {
    exact: 'Champ de vitesse exact',
    learned: 'Champ de vitesse appris',
    both: 'Champs de vitesse exact et appris',
    difference: 'Écart entre les vitesses apprise et exacte',
    conditional: 'Champ de vitesse conditionnel',
  };
  const shows = { plane: 'deux dimensions', spacetime: 'une ou deux dimensions au cours du temps', volume: 'trois dimensions', gallery: 'des images (codec)' };
  const places = { plane: 'dans le plan', line: 'sur une droite au cours du temps', spacetime: 'en 3D au cours du temps', volume: 'dans l’espace', chart: 'dans un graphique', 'floor-chart': 'dans un graphique', gallery: 'dans une galerie' };
  const columnsOf = ({ shown, more }: { shown: readonly string[]; more: number }): string => {
    const names = shown.map(quoted);
    if (more > 0) return `les colonnes ${names.join(', ')} et ${number(more)} autres`;
    return names.length === 1 ? `la colonne ${names[0]}` : `les colonnes ${and(names)}`;
  };
  const bound = (value: number): string => (value !== 0 && Math.abs(value) < SMALLEST_WRITTEN_OUT ? power(value) : whole(value));
  const withN = (form: string, { low, high }: Range): string => `${form} où N va de ${number(low)} à ${number(high)}`;
  const shown = (given: Shown): string => ('text' in given ? quoted(given.text) : 'written' in given ? given.written.replace('.', ',') : things[given.thing]);
  return {
    number,
    amount,
    figure: {
      name: 'Appariement de flots',
      inSpace: 'figure dans l’espace',
      keys: 'Les flèches font tourner la figure, plus et moins la grossissent et la réduisent, 0 rétablit la première vue, Espace lance et arrête le temps.',
      crossKeys: (isTurnable) => `${isTurnable ? 'Avec Maj, les flèches' : 'Les flèches'} déplacent la croix${isTurnable ? '' : ', et avec Maj par petits pas'}.`,
      loading: (file) => `Chargement de ${quoted(file)}…`,
      follows: (selector) => `Cette figure suit ${quoted(selector)}, qui ne montre encore rien.`,
      untrained: 'Le réseau n’est pas encore entraîné',
      noNetwork: f`Il n’y a pas encore de réseau : entraînez-en un dans un élément fm-trainer, et nommez celui-ci dans from="#…"`,
      layerFailed: (layer, reason) => f`La couche ${quoted(layer)} est laissée de côté : ${quoted(reason)}`,
      colon: f` : `,
      chart: { errors: (from) => `Erreurs des méthodes selon le nombre d’évaluations du champ, ${way(from)}`, floors: (from) => `Ce qu’aucun réseau n’explique des paires, selon t, ${way(from)}` },
      crossOutside: 'La croix est hors de la figure.',
      leftOut: (count) => f`${counted(count, { one: 'point n’est pas tracé', many: 'de points ne sont pas tracés', other: 'points ne sont pas tracés' })} : pas un nombre, ou trop loin.`,
    },
    readings: readings(speech),
    meant: (word) => f` Vouliez-vous dire ${quoted(word)} ?`,
    sinkhorn: { epsilon: 'Force de l’entropie', transport: 'transport optimal', independent: 'indépendant', less: 'Un tour de moins', more: 'Un tour de plus', settle: 'Jusqu’à convergence' },
    ask: ask(speech),
    ownData: ownData(speech),
    timeline: { play: 'Lecture', pause: 'Pause', source: 'source', data: 'données', time: 'Temps t, de la source aux données', keys: f`Les flèches changent le temps de 0,01, avec Maj de 0,1 ; Espace lance et arrête le temps.`, at: (t) => `t = ${number(t, 2)}` },
    field: {
      name: (field, from) => `${fields[field]} ${way(from)}`,
      picture: (field, from, t, count) => `${fields[field]} ${way(from)} à t = ${number(t, 2)}, avec ${counted(count, points)}`,
    },
    sampler: {
      steps: cloudSteps,
      name: (from) => `Points transportés ${way(from)}`,
      picture: (from, cloud, t) =>
        `${counted(cloud.count, { one: 'point transporté', many: 'de points transportés', other: 'points transportés' })} ${way(from)}, par ${cloudSteps(cloud)}, à t = ${number(t, 2)}`,
      evaluations,
      cost: (cloud, count) => f`${cloudSteps(cloud)} : ${evaluations(count)}`,
    },
    trainer: {
      name: (from) => `Entraînement d’un réseau ${way(from)}`,
      progress: (step, count) => `pas ${number(step)} sur ${number(count)}`,
    },
    panel: {
      train: 'Entraîner',
      pause: 'Pause',
      goOn: 'Reprendre',
      again: 'Recommencer',
      reset: 'Réinitialiser',
      step: 'Un pas',
      stageBack: 'Précédent',
      stageNext: 'Suivant',
      stageKeys: f`La paire la plus proche de la croix est dite ; Entrée fait avancer.`,
      straighten: 'Redresser',
      reflow: f`Redressement : entraîner sur les paires que le réseau produit lui-même`,
      stepsDone: 'Pas d’entraînement effectués',
      time: 'Temps d’entraînement',
      videoPlay: 'Rejouer l’entraînement',
      videoPause: 'Arrêter sur ce réseau',
      videoKeys: f`Les flèches vont de réseau en réseau ; Espace lance et arrête.`,
      stepShown: (step) => `pas ${number(step)}`,
      asOfStep: (step) => `au pas ${number(step)}`,
      stepsToDo: (count) => `${counted(count, steps)}, calculés en arrière-plan`,
      engine: (name) => (name.startsWith('wasm ') ? `en WebAssembly, par instructions vectorielles (${name.slice('wasm '.length)})` : `par TensorFlow.js (${name.slice('tfjs '.length)})`),
      starting: 'Démarrage…',
      notStarted: 'Pas encore commencé.',
      summary: (step, count, loss) => `Pas ${number(step)} sur ${number(count)}, ${loss}.`,
      speed: (stepsPerSecond) => `${number(stepsPerSecond)} pas/s`,
      left: (seconds) => `encore ${number(seconds)} s`,
      restarts: (count) => `repris après la perte du processus de calcul (${number(count)})`,
      loss({ loss, floor, excess, axes }: Loss) {
        const summed = axes > 1 ? `, en somme sur ${number(axes)} axes` : '';
        if (Number.isNaN(floor)) return `perte ${amount(loss, 3)}${summed}`;
        if (floor === Infinity) return f`perte ${number(loss, 3)}, de plancher infini ; à ${number(excess, 3)} du champ exact${summed}`;
        return `perte ${number(loss, 3)} = plancher ${number(floor, 3)} + excès ${number(excess, 3)}${summed}`;
      },
      quality: {
        cloudToData: 'du nuage aux données, W₂ par tranches',
        dataToData: 'entre deux nuages de données',
        value: (of) => amount(of, 3),
        range: (low, high) => `de ${amount(low, 3)} à ${amount(high, 3)}`,
        bend: 'courbure des chemins',
        bendAfter: (round) => f`redressement ${number(round)} : courbure des chemins`,
        errorAfter: (round) => f`redressement ${number(round)} : erreur d’un seul pas`,
        byTime: 'perte selon le temps',
        lossByTime: (losses) => f`Perte dans chaque dixième du temps : ${losses.map((loss) => amount(loss, 2)).join(f` ; `)}`,
      },
    },
    checkpoints: {
      absent: ({ why, step, steps: last }) =>
        ({ toCome: `Le pas ${number(step)} n’est pas encore atteint`, missed: f`Le pas ${number(step)} n’a pas été gardé par cet entraînement ; le suivant le gardera`, beyond: `Le pas ${number(step)} est au-delà du dernier, ${number(last)}` })[why],
    },
    comparison: {
      untrained: 'réseau pas encore entraîné',
      name: ({ attribute, value, cloud }) =>
        cloud
          ? cloudSteps(cloud)
          : attribute === 'checkpoint'
          ? (value === 'last' ? 'dernier pas' : `pas ${number(Number(value))}`)
          : f`${comparedRows[attribute] ?? attribute} : ${comparedValues[value] ?? comparedCoupling(attribute, value, number) ?? (Number.isFinite(Number(value)) ? whole(Number(value)) : quoted(value))}`,
      picture: (names, t) => f`Comparaison à t = ${number(t, 2)} : ${names.join(f` ; `)}`,
      more: (named, most) => f`${number(named)} valeurs sont demandées, et les ${number(most)} premières sont montrées.`,
    },
    picture: { step: 'pas d’entraînement', loss: 'perte d’un lot', floor: 'plancher de sa moyenne', cut: 'perte d’un lot ↑ dès', evaluations: 'évaluations du champ', error: 'distance au flot', independent: 'indépendant', reflowed: 'après redressement', generated: 'images engendrées', nearest: 'donnée la plus proche de ce qu’elles deviennent', ppca: 'ACP probabiliste, du même bruit' },
    rows: {
      separator: f` ; `,
      all: (count) => counted(count, rows),
      some: (used, count) => `${number(used)} sur ${counted(count, rows)}`,
      decimalCommas: 'lues avec des virgules décimales',
      utf16: 'lues en UTF-16, par supposition',
      windows1252: f`lues en Windows-1252, par supposition : ce n’est pas de l’UTF-8`,
      skipped: (count, columns) => `${counted(count, { one: 'écartée', other: 'écartées' })} faute de nombre dans ${or(columns.map(quoted))}`,
      drawn: (count) => `${number(count)} tirées au hasard les représentent toutes`,
      pictures: ({ count, width, height, axes, kept, bandwidth }) =>
        f`${counted(count, { one: 'image', many: 'd’images', other: 'images' })} de ${number(width)} pixels sur ${number(height)}, chacune codée par ${number(axes)} nombres selon les axes principaux, qui gardent ${number(100 * kept, 1)} % de la variance ; largeur de noyau ${number(bandwidth, 2)}`,
      bandwidth: (width, isByRule) => `largeur de noyau ${number(width, Number.isInteger(width) ? 0 : 3)}${isByRule ? ' (règle de Silverman)' : ''}`,
    },
    problems: {
      tooManyDimensions: ({ name, dimension, isTable }) =>
        f`${quoted(name)} a ${number(dimension)} dimensions ; les figures en montrent une, deux ou trois : ` +
        (isTable ? 'nommez une à trois colonnes, par exemple columns="largeur,hauteur".' : f`prenez une cible à une, deux ou trois dimensions, par exemple « moons ».`),
      viewUnfit: ({ view, name, dimension, fitting }) =>
        f`${quoted(view)} montre ${shows[view]}, et ${quoted(name)} en a ${number(dimension)} ; retirez cet attribut, ou prenez ${or(fitting.map(quoted))}.`,
      explainAverage: () => f`Les pas s’expliquent d’un réseau qui apprend des vitesses, et celui-ci apprend des vitesses moyennes ; retirez l’un des deux attributs.`,
      explainPartly: ({ name, dimension }) => f`Les pas s’expliquent pour des données à une, deux ou trois dimensions, et ${quoted(name)} en a ${number(dimension)} ; retirez cet attribut.`,
      deepDifference: ({ name }) => f`« difference » se dessine en nuances sur un plan, et cette figure de ${quoted(name)} est en 3D ; prenez « both », qui montre les flèches des deux champs.`,
      boxUnfit: ({ corners, name, dimension }) =>
        f`Une boîte a deux coins, chacun de ${counted(dimension, { one: 'coordonnée', other: 'coordonnées' })} pour ${quoted(name)}, comme ${quoted(dimension === 1 ? '-1; 1' : '-1,0; 1,2')} ; ${counted(corners, { one: 'lieu est donné', other: 'lieux sont donnés' })} ici.`,
      tooManyPoints: ({ count, most }) => f`Il y a ${number(count)} points, dont chacun a son chemin ; nommez-en ${number(most)} au plus.`,
      pointsUnfit: ({ coordinates, name, dimension }) => f`Un point à ${counted(coordinates, { one: 'coordonnée', many: 'de coordonnées', other: 'coordonnées' })} n’est pas de ${quoted(name)}, qui a ${counted(dimension, { one: 'dimension', many: 'de dimensions', other: 'dimensions' })}.`,
      layerUnfit: ({ layer, view, name, dimension, suiting }) =>
        f`${quoted(layer)} ne se montre pas ${places[view]}, et ${quoted(name)} a ${counted(dimension, { one: 'dimension', many: 'de dimensions', other: 'dimensions' })} ; prenez parmi ${or(suiting.map(quoted))}.`,
      axesUnfit: ({ layer, name, dimension, suiting }) =>
        f`${quoted(layer)} dépend des ${number(dimension)} dimensions de ${quoted(name)}, dont une figure montre deux ou trois : une vitesse ne se lit pas sur celles-là seules. Enlevez-le ; les couches possibles sont ${or(suiting)}.`,
      chartAlone: ({ layer, beside }) => f`${quoted(layer)} est un graphique, qui se montre seul ; retirez ${and(beside.map(quoted))}.`,
      exactUnknown: ({ coupling, instead }) =>
        (coupling
          ? f`Le champ exact n’est connu que pour coupling="independent", et ce flot a ${quoted(coupling)} ; `
          : f`Le champ exact de chemins redressés n’est pas connu ; `) +
        (instead === 'learned' ? 'prenez field="learned", celui du réseau.' : 'ajoutez au flot un élément fm-trainer, dont le nuage suivra le réseau, ou retirez le couplage.'),
      fromCircle: ({ selector }) => f`${quoted(selector)} fait tourner en rond entre des éléments dont aucun n’a de flot ; retirez l’attribut de l’un d’eux.`,
      fromNothing: ({ selector }) => f`Rien dans la page ne correspond à ${quoted(selector)} ; nommez un élément fm par son identifiant, par exemple from="#mon-reseau".`,
      fromOther: ({ selector, tag }) => f`${quoted(selector)} est un <${tag}> ; nommez un élément fm par son identifiant, par exemple from="#mon-reseau".`,
      notAFlow: () => 'Ce n’est pas un flot, tel qu’en donne createFlow() de fm-elements/streams.',
      unexpected: ({ reason }) => f`Une erreur inattendue est survenue : ${quoted(reason)}`,
    },
    errors: {
      tooManyColumns: ({ most, place }) => f`Il y a plus de ${number(most)} colonnes (${placed(place)}) ; donnez un tableau qui en ait moins.`,
      quoteInCell: ({ open, close }) => f`Le guillemet ouvert ${placed(open)}, se ferme ${placed(close)}, au milieu d’une case ; supprimez-le, ou doublez-le.`,
      quoteNotClosed: ({ place }) => f`Le guillemet ouvert ${placed(place)}, n’est jamais fermé ; supprimez-le, ou fermez-le.`,
      quoteOverLines: ({ place }) => f`Le guillemet ouvert ${placed(place)}, s’étend sur plusieurs lignes ; supprimez-le, ou fermez-le.`,
      tooManyRows: ({ most }) => f`Le fichier a plus de ${number(most)} lignes ; donnez-en un échantillon.`,
      hugeNumber: ({ column, cell, line }) => f`La colonne ${quoted(column)} contient ${cell} à la ligne ${line} ; les nombres au-delà de 1e300 débordent : changez d’unité.`,
      hugeValue: ({ column, cell, row }) => f`La colonne ${quoted(column)} contient ${cell} à la ${number(row)}e ligne de données ; les nombres au-delà de 1e300 débordent : changez d’unité.`,
      notJson: ({ file, place }) => f`${fileName(file)} commence comme du JSON, mais n’en est plus (${placed(place)}) ; corrigez-le là, ou enregistrez-le au format CSV.`,
      jsonNoTable: ({ file }) => f`${fileName(file)} est du JSON sans lignes ; donnez une liste d’objets, par exemple [{"x": 1, "y": 2}], une liste de listes, ou un objet de colonnes.`,
      unevenColumns: ({ longer, most, shorter, least }) => f`La colonne ${quoted(longer)} contient ${number(most)} valeurs et ${quoted(shorter)} ${number(least)} ; il en faut autant dans toutes.`,
      unreadableFile: ({ file }) => f`${fileName(file)} n’a pas pu être lu ; donnez un fichier, non un dossier, qui n’ait pas changé entre-temps.`,
      noNumbers: ({ chosen, columns, isSeparated }) =>
        f`Aucune ligne n’a de nombre${chosen.length ? ` dans ${and(chosen.map(quoted))}` : ''} ; nommez des colonnes de nombres. Le fichier a ${columnsOf(columns)}` +
        (isSeparated ? '.' : ', et ni virgule, ni point-virgule, ni tabulation, ni barre ne sépare ses cases.'),
      emptyFile: () => f`Le fichier est vide ; il faut un tableau dont la première ligne nomme les colonnes, avec des colonnes de nombres.`,
      noColumn: ({ column, columns }) => f`Il n’y a pas de colonne ${quoted(column)} ; le fichier a ${columnsOf(columns)}.`,
      wideRow: ({ cells, width, place }) => f`Cette ligne a ${number(cells)} cases (${placed(place)}), et la première ${number(width)} ; mettez entre guillemets les cases qui contiennent le séparateur.`,
      otherFile: ({ file, what }) => f`${fileName(file)} est ${others[what]}, pas un tableau ; enregistrez-le au format CSV.`,
      notText: ({ file, code, place }) => f`${fileName(file)} contient U+${code} (${placed(place)}), qui n’est dans aucun texte ; enregistrez-le au format CSV, en UTF-8.`,
      lateFile: ({ file, seconds }) => `${fileName(file)} n’est pas arrivé en ${number(seconds)} secondes.`,
      unreachable: ({ file }) => f`${fileName(file)} n’a pas pu être chargé ; vérifiez l’adresse, et que son serveur laisse cette page le lire (CORS).`,
      notAnAddress: ({ address }) => f`${quoted(address)} n’est pas une adresse ; donnez celle d’un fichier CSV ou JSON ou d’une image, par exemple « donnees.csv ».`,
      otherProtocol: ({ protocol }) => f`Les adresses qui commencent par ${quoted(protocol)} ne sont pas lues ; donnez l’adresse http(s) d’un fichier CSV ou JSON ou d’une image.`,
      credentials: () => f`L’adresse contient un nom d’utilisateur ou un mot de passe ; retirez-les.`,
      ...dataErrors(number),
      twoDecimalSigns: ({ comma, point }) =>
        f`${quoted(comma.cell)} (${placed(comma.place)}) a une virgule décimale et ${quoted(point.cell)} (${placed(point.place)}) un point décimal ; écrivez tous les nombres de la même façon.`,
      unclearSign: ({ cell, place }) => f`Le signe dans ${quoted(cell)} (${placed(place)}) peut être décimal ou séparer les milliers ; écrivez les nombres sans séparer les milliers.`,
      hugeColumn: ({ column, largest }) => f`La colonne ${quoted(column)} contient des nombres trop grands pour être comparés, jusqu’à ${power(largest)} ; nommez-en une autre.`,
      constantColumn: ({ column, value }) => f`La colonne ${quoted(column)} vaut ${whole(value)} partout ; nommez-en une qui varie.`,
      roundedColumn: ({ column, value }) => f`La colonne ${quoted(column)} ne varie qu’après le 12e chiffre de ses nombres, autour de ${whole(value)} ; nommez-en une qui varie.`,
      unknownParameter: ({ attribute, known }) => f`Il n’y a pas de paramètre ${quoted(attribute)} ; valeurs possibles : ${known.join(', ')}.`,
      notANumber: ({ given, low, high }) => `${shown(given)} n’est pas un nombre de ${bound(low)} à ${bound(high)}.`,
      notANumberOrWord: ({ given, low, high, word }) => `${shown(given)} n’est ni un nombre de ${bound(low)} à ${bound(high)}, ni ${quoted(word)}.`,
      notNumbers: ({ given, low, high, most }) => `${shown(given)} n’est pas une liste de 1 à ${number(most)} nombres entiers de ${bound(low)} à ${bound(high)}.`,
      unknownWord: ({ given, attribute, known, ranges }) => f`${shown(given)} n’est pas une valeur de ${quoted(attribute)} ; valeurs possibles : ${known.map((form) => (ranges?.[form] ? withN(form, ranges[form]) : form)).join(', ')}.`,
      unlistedWord: ({ given, known }) => f`${shown(given)} n’est pas connu ici ; valeurs possibles : ${known.join(', ')}.`,
      notWords: ({ given, known }) => f`${shown(given)} n’est pas une liste de mots ; valeurs possibles : ${known.join(', ')}.`,
      notPlaces: ({ given }) => f`${shown(given)} n’est pas un point ; écrivez des coordonnées, par exemple « 1,-1; 2,0 », et « 1,-1 @ 1 » pour un point à t = 1.`,
      notATime: ({ t }) => f`t = ${whole(t)} n’est pas l’instant d’un point ; les instants vont de 0 à 1.`,
      unknownLaw: ({ given, known }) => f`${shown(given)} n’est pas un jeu de données ; valeurs possibles : ${known.join(', ')}.`,
      noClasses: ({ target, given }) => f`Les données ${quoted(target)} n’ont pas de classes, donc pas de classe ${quoted(given)} ; nommez la colonne qui les contient.`,
      emptyClass: ({ given }) => f`Aucun des points qui tiennent lieu de données n’est de la classe ${quoted(given)}.`,
      unknownClass: ({ given, known }) => f`Il n’y a pas de classe ${quoted(given)} dans les données ; classes possibles : ${known.join(', ')}.`,
      marginalClasses: ({ target }) => f`Un réseau apprend les classes de ${quoted(target)} par des tirages des données, et non par targets="marginal" ; retirez l’un des deux.`,
      marginalUnknown: ({ coupling }) => f`La vitesse exacte qu’apprend targets="marginal" n’est connue que pour coupling="independent", et ce flot a ${quoted(coupling)} ; retirez l’un des deux.`,
      notAText: ({ given }) => `${shown(given)} n’est pas un texte.`,
      unlikeDimensions: ({ source, target, dimensions: [from, to] }) =>
        f`La source ${quoted(source)} est de dimension ${number(from)} et la cible ${quoted(target)} de dimension ${number(to)} ; il faut la même.`,
      lawOfData: ({ attribute }) => f`${quoted(attribute)} vient de données que cette forme ne contient pas ; donnez-en le nom.`,
      notParameters: () => 'Les paramètres sont un objet de noms et de valeurs.',
      unknownModel: ({ name, known, numbered }) => f`Il n’y a pas de modèle ${quoted(name)} ; il y a ${[...known, ...numbered.map(({ kind, ...range }) => withN(`${kind}-N`, range))].join(', ')}.`,
      notAStep: ({ given, high }) => f`${shown(given)} n’est pas un pas d’un entraînement ; les pas sont des nombres entiers de 0 à ${number(high)}.`,
      noWayBack: ({ solver }) => f`La méthode ${quoted(solver)} suit des trajectoires aléatoires, que l’on ne peut remonter ; prenez-en une autre.`,
      noPoints: () => f`Les points sont des coordonnées finies, au moins celles d’un point ; il n’y en a aucune.`,
      notAPoint: ({ place, coordinate }) => f`Les points sont des coordonnées finies, au moins celles d’un point ; le nombre ${number(place)} est ${coordinate}.`,
      unevenPoints: ({ coordinates, most, dimension }) => f`${number(coordinates)} coordonnées ne donnent pas un nombre entier de points de dimension ${number(dimension)}, de 1 à ${number(most)}.`,
      tooManyAtOnce: ({ solver, most, count }) =>
        f`La méthode ${quoted(solver)} transporte au plus ${number(most)} points, et il en est demandé ${number(count)} ; prenez-en moins, ou une autre méthode.`,
      noScore: ({ solver, source }) => f`La méthode ${quoted(solver)} demande un score, qu’un champ appris n’a que pour source="gaussian", et ce flot a ${quoted(source)} ; prenez une autre méthode.`,

      codeNotLoaded: ({ name, reason }) => `Le programme qui trace ${quoted(name)} n’a pas pu être chargé${because(reason)}`,
      codeLate: ({ name, seconds }) => `Le programme qui trace ${quoted(name)} n’est pas arrivé en ${number(seconds)} secondes.`,
      codeEmpty: ({ name }) => f`Le programme qui trace ${quoted(name)} n’a pas pu être chargé : le serveur a donné un fichier qui ne le contient pas.`,
      ...ownDataErrors(number),
      ...askErrors(or),
      checkpointAlone: () => f`Rien n’est entraîné dans ce flot ; ajoutez-y un élément fm-trainer.`,
      checkpointConditional: () => f`${quoted('conditional')} ne montre pas de réseau et n’a donc pas de pas à montrer ; prenez field="learned", ${quoted('both')} ou ${quoted('difference')}.`,
      compareForm: ({ given }) => f`${quoted(given)} ne dit pas ce qui diffère ; écrivez un attribut et ses valeurs, par exemple « coupling: independent, ot ».`,
      compareRow: ({ row, known }) => f`Il n’y a pas d’attribut ${quoted(row)} ; les figures se comparent par ${known.join(', ')}.`,
      compareElement: ({ row, element, known }) => f`Cet élément n’a pas d’attribut ${quoted(row)}, ${element} en a un ; ici les figures se comparent par ${known.join(', ')}.`,
      compareNetwork: ({ row }) => f`${quoted(row)} est du réseau, que cette figure ne montre pas ; prenez field="learned" ou field="both".`,
      compareView: ({ view, first }) => f`Ceci se voit dans la vue ${quoted(view)}, et l’image est de la vue ${quoted(first)} ; montrez-les côte à côte pour voir les deux.`,
      compareFixed: ({ row, known }) => f`${quoted(row)} est le même pour tout ce qui est comparé ; peuvent différer ${known.join(', ')}.`,
      compareEmpty: ({ row }) => f`Aucune valeur ne suit ${quoted(`${row}:`)} ; écrivez-en quelques-unes, séparées par des virgules, par exemple « coupling: independent, ot ».`,

      workerRefused: ({ reason }) => `Le navigateur a refusé le processus de calcul${because(reason)}`,
      workerNotLoaded: ({ reason }) => `Le processus de calcul n’a pas pu être chargé${because(reason)}`,
      workerNotStarted: ({ reason }) => `Le processus de calcul n’a pas pu démarrer${because(reason)}`,
      noWayToWorker: () => f`Sans page il n’y a pas de processus de calcul : donnez au flux un enregistrement de ses réponses.`,
      workerLate: ({ seconds }) => `Le processus de calcul n’a pas répondu en ${number(seconds)} secondes.`,
      requestNotSent: ({ reason }) => `La demande n’a pas pu être envoyée au processus de calcul${because(reason)}`,
      answerUnreadable: () => 'Une réponse du processus de calcul n’a pas pu être lue.',
      workerStopped: ({ reason }) => `Le processus de calcul s’est arrêté${because(reason)}`,
      workerSilent: () => f`Le processus de calcul ne répond plus ; il a peut-être manqué de mémoire.`,
      workerEnded: () => 'La page a mis fin au processus de calcul.',
      noMemory: () => 'Il n’y a pas assez de mémoire pour ce calcul.',
      tooManyPairs: ({ sources, targets, most }) =>
        f`Les lois source (${number(sources)} composantes) et cible (${number(targets)}) forment plus de ${number(most)} paires ; prenez une source plus simple ou moins de données.`,
      tooManyAxes: ({ points, dimension, most }) =>
        f`${number(points)} points de dimension ${number(dimension)} sont trop pour en chercher les axes principaux ; il faut au plus ${number(most)} points, ou une dimension d’au plus ${number(most)}.`,
      tiltedPoints: () => f`Des points sans étendue n’ont pas de densité dont prendre une puissance ; donnez-leur une largeur de noyau.`,
      fewerAxes: ({ asked, rank }) => f`Les données ne varient que dans ${number(rank)} ${rank > 1 ? 'directions' : 'direction'} ; il y a donc au plus ${number(rank)} ${rank > 1 ? 'axes principaux' : 'axe principal'}, et non ${number(asked)}.`,
      fewerPoints: ({ components, points }) => f`Un mélange de ${number(components)} composantes ne s’ajuste pas à ${number(points)} ${points > 1 ? 'points' : 'point'} ; demandez moins de composantes.`,
      diverged: ({ step, kept, learningRate }) =>
        f`La perte n’est plus un nombre fini au pas ${number(step)} ; le réseau du pas ${number(kept)} a été gardé. Un pas d’apprentissage inférieur à ${whole(learningRate)} peut aider.`,
      steepField: ({ t }) => f`Le solveur adaptatif ne peut pas continuer à t = ${whole(Number(t.toPrecision(6)))} : le champ y est trop raide, ou n’y est pas un nombre.`,
      tooManySteps: ({ t, steps: count, tolerance }) =>
        f`Le solveur adaptatif ne peut pas continuer à t = ${whole(Number(t.toPrecision(6)))} : ${counted(count, steps)} n’ont pas suffi pour la tolérance ${power(tolerance)}.`,
    },
  };
};
