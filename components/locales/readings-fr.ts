import { DATA_AT_1, vectorOf } from './equations.ts';
import { probes } from './probes-fr.ts';
import type { ReadingWords } from './readings-en.ts';
import type { Speech } from './speech.ts';
import { f } from './typeset-french.ts';

const COUPLINGS = { independent: 'couplage indépendant', ot: 'transport optimal', sinkhorn: 'transport entropique' } as const;

/** In French. */
export const readings = (speech: Speech): ReadingWords => {
  const { number, significant, counted } = speech;
  const vector = vectorOf(number, '\u202f; ');
  return {
    probes: probes(speech),
    layers: {
      trainingChart(reading) {
        switch (reading.chart) {
          case 'loss': return ['Perte d’un lot', reading.floor === undefined ? '' : f`plancher de sa moyenne ${number(reading.floor, 3)}`].join('\n');
          case 'excess': return ['Excès sur le plancher, E|v_θ − v_t|²', reading.excess === undefined ? '' : significant(reading.excess)].join('\n');
          case 'loss-by-time': return reading.hasFloor ? 'Perte selon t\nce qu’aucun réseau n’explique, et l’erreur\nerreur\nvariance irréductible' : 'Perte selon t\nson plancher n’est pas connu';
          case 'w2': return ['W₂ par tranches jusqu’aux données', reading.distance === undefined ? '' : f`${number(reading.distance, 3)}${reading.noise ? f` ; entre données, de ${reading.noise.map((value) => number(value, 3)).join(' à ')}` : ''}`].join('\n');
          case 'straightness': return ['Courbure des chemins, E∫|v|²dt − E|x₁ − x₀|²', reading.straightness === undefined ? '' : number(reading.straightness, 3)].join('\n');
          case 'likelihood': return ['Log-vraisemblance moyenne de nouvelles données', reading.learned === undefined ? '' : f`${number(reading.learned, 2)}${reading.target === undefined ? '' : f` ; selon leur propre loi ${number(reading.target, 2)}`}`].join('\n');
          case 'nearest': {
            const { nearest } = reading;
            if (!nearest) return 'Distance à la donnée la plus proche\nseulement pour des données finies';
            return ['Distance à la donnée la plus proche', f`${significant(nearest.samples)}${nearest.fresh ? f` ; données nouvelles : ${nearest.fresh.map((value) => significant(value)).join(' à ')}` : ''}`].join('\n');
          }
          case 'evaluations': {
            const { errors } = reading;
            if (!errors) return 'Erreur des pas d’Euler selon les évaluations';
            const { evaluations, own, exact } = errors;
            const last = own.length - 1;
            const told = f`avec ${number(evaluations[last])} : ${significant(own[last])}${exact ? f` ; entre les deux flots ${significant(exact.apart)}` : ''}`;
            return ['Erreur des pas d’Euler selon les évaluations', told, 'à son propre flot', ...(exact ? ['au flot exact'] : [])].join('\n');
          }
          case 'gradients': {
            const { gradients } = reading;
            if (!gradients) return 'Variance du gradient d’un lot\nseulement pour des paires indépendantes';
            const { conditionalLoss, marginalLoss, differenceError, floor, cosine } = gradients;
            return f`Variance du gradient d’un lot\nL_CFM − L_FM = ${number(conditionalLoss - marginalLoss, 2)} ± ${number(differenceError, 2)}, plancher ${number(floor, 2)}\n∇L_CFM\n∇L_FM\ncosinus des deux ${number(cosine, 2)}`;
          }
        }
      },
      floor(reading) {
        if (!reading.known) return reading.why === 'infinite' ? f`Le plancher de la perte est infini : les vitesses du schéma le sont, du côté des données.` : f`Au-delà de trois dimensions, les voisins ne disent pas le plancher de paires qui ne sont pas indépendantes.`;
        const { independent, own, reflowed } = reading;
        const value = ({ mean, standardError }: { mean: number; standardError: number }): string => (mean < 0.1 ? `${significant(mean)} ± ${significant(standardError)}` : `${number(mean, 3)} ± ${number(standardError, 3)}`);
        const ofIndependent = `${value(independent)}, par le champ exact`;
        const measured = (pairs: number | undefined): string => `mesuré par ${number(pairs ?? 0)} paires et leurs voisines`;
        if (!own) return f`Plancher de la perte, E|U − E[U|X_t]|², couplage indépendant : ${ofIndependent}.${reflowed ? f` Après un redressement par le flot exact : ${value(reflowed)}, ${measured(reflowed.pairs)}.` : ''}`;
        const name = `${own.coupling}, par groupes de ${number(own.group)}${own.epsilon === undefined ? '' : `, epsilon ${significant(own.epsilon)}`}`;
        return f`Plancher de la perte, E|U − E[U|X_t]|², couplage ${name} : ${value(own)}, ${measured(own.pairs)} ; indépendant ${ofIndependent}.`;
      },
      classes: ({ groups }) => (groups.length === 0 ? 'Les données ne forment pas de groupes, ce que ferait une colonne de mots.' : f`Groupes des données : ${groups.map(({ name, count }) => `${name} ${number(count)}`).join(', ')}.`),
      mass: ({ mass }) => f`La densité, transportée depuis la source par le champ, a pour somme ${number(mass, 2)} sur l’image.`,
      crossings({ count, onLine }) {
        const of = counted(count, { one: 'paire', many: 'de paires', other: 'paires' });
        if (!onLine) return f`Chemins conditionnels de ${of} : là où deux se croisent sur le papier, ils passent à des temps différents ; dans l’espace-temps, les chemins du flot ne se croisent jamais.`;
        const times = (amount: number): string => counted(amount, { one: 'fois', many: 'de fois', other: 'fois' });
        return f`Les chemins conditionnels de ${of} se croisent ${times(onLine.pairs)} en (x, t), marquées par des points ; ceux du flot, depuis le même bruit, ${times(onLine.flow)}.`;
      },
      fit({ count, distance, noise, logDensity, best }) {
        const density = logDensity === undefined || best === undefined ? '' : f`La log-densité moyenne de données nouvelles y est de ${number(logDensity, 2)}, et de ${number(best, 2)} sous leur propre loi ; `;
        const samples = `${density ? 'sur' : 'Sur'} ${number(count)} échantillons, sa distance W₂ aux données est de ${number(distance, 3)}, celle de deux nuages de données étant de ${number(noise, 3)}.`;
        return density + samples;
      },
      nearness({ data, near }) {
        if (data === undefined) return f`Les données sont une loi, et non des points qui pourraient être répétés.`;
        const of = counted(data, { one: 'donnée', many: 'de données', other: 'données' });
        if (!near.known) return f`Pour ${of}, certains échantillons ne sont pas des nombres.`;
        const { samples, fresh, count } = near;
        const own = `${counted(count, { one: 'échantillon finit', many: 'd’échantillons finissent', other: 'échantillons finissent' })} en moyenne à ${significant(samples)} de la plus proche de ${of}`;
        if (!fresh) return f`${own} ; il ne reste pas de données nouvelles pour comparer.`;
        const [low, high] = fresh;
        const verdict = samples < low / 2 ? 'les données sont répétées' : samples < low ? 'plus près des données que par hasard' : samples <= high ? 'comme des données nouvelles' : 'plus loin que des données nouvelles';
        return f`${own}, des données nouvelles à une distance de ${significant(low)} à ${significant(high)} : ${verdict}.`;
      },
      learningStep({ stage, step, pair, batch, t, x0, x1, x, wanted, before, square, squareAfter, loss, lossAfter, learningRate, weights, moved, at }, { source, data } = DATA_AT_1) {
        const here = f`Pas ${number(step)}, paire ${number(pair)} sur ${number(batch)} : `;
        switch (stage) {
          case 'pair': return f`${here}on tire t = ${number(t, 2)}, x_${String(source)} = ${vector(x0)} de la source et x_${String(data)} = ${vector(x1)} des données.`;
          case 'place': return f`${here}à t = ${number(t, 2)}, son chemin est en X_t = ${vector(x)}.`;
          case 'velocity': return f`${here}en X_t, le réseau répond v_θ = ${vector(before)} (tirets) ; sa cible est ${vector(wanted)} (trait plein). Les flèches ont la longueur du chemin fait en ${number(0.2, 1)} de temps.`;
          case 'residual': return f`${here}|v_θ − cible|² = ${significant(square)} ; la moyenne sur le lot est la perte, ${number(loss, 3)}.`;
          case 'step': return f`Pas ${number(step)}, pas d’apprentissage ${significant(learningRate)} : ${counted(weights, { one: 'poids déplacé', many: 'de poids déplacés', other: 'poids déplacés' })} d’une longueur de ${significant(moved)} contre le gradient. Sur ce lot, la perte va de ${number(loss, 3)} à ${number(lossAfter, 3)}, et pour la paire ${number(pair)} de ${significant(square)} à ${significant(squareAfter)}.`;
          case 'field': return f`Ce que le pas ${number(step)} a ajouté à la vitesse${at === undefined ? ', vers le haut ou le bas' : ` à t = ${number(at, 2)}`} : loin du lot aussi, car tous les poids ont bougé.`;
        }
      },
      gallery: ({ count, distance, typical }) =>
        f`${counted(count, { one: 'image', many: 'd’images', other: 'images' })} d’autant de tirages du bruit : ce qu’elles deviennent est en moyenne à ${number(distance, 2)} de la donnée la plus proche${typical !== undefined ? f`, et une image des données à ${number(typical, 2)} de la plus proche des autres` : ''}, en écarts types des axes.`,
      noVelocity: (_, { data } = DATA_AT_1) => f`Pas de flèches à t = ${String(data)} : les données sont des points, et la vitesse n’y est pas définie.`,
      likelihoodMap({ entries, shortfall }, { data } = DATA_AT_1) {
        const told = entries.flatMap((entry) => {
          const name = entry.model === 'learned' ? 'La densité apprise' : `La densité p_${data}`;
          if (!entry.known) return [f`${name} n’est finie nulle part : la loi des données finit en points, qui n’en ont pas.`];
          return entry.mass === undefined ? [] : [`${name} a pour somme ${number(entry.mass, 2)} sur l’image.`];
        });
        return [...told, ...(shortfall === undefined ? [] : [`En moyenne sur p_${data}, l’apprise est inférieure de ${number(shortfall, 2)} à l’exacte.`])].join(' ');
      },
      expansion({ dimension, t, ratios, unknown }, { data } = DATA_AT_1) {
        const volume = dimension === 1 ? 'Longueur' : dimension === 2 ? 'Aire' : 'Volume';
        const told = ratios.map(({ ratio, jacobian }) => `exp ∫ div v = ${significant(ratio)} (det J ${significant(jacobian)})`);
        const others = unknown.map((why) => (why === 'points' ? `à t = ${data} elle n’est rien autour de points` : 'un chemin ne peut être suivi'));
        return f`${volume} autour de chaque point à t = ${number(t, 2)}, en part de l’initiale : ${[...told, ...others].join(f` ; `)}.`;
      },
      marginal(reading) {
        if (!reading.known) return 'La loi que porte un champ appris n’est connue que par son nuage, et n’est comparée à rien.';
        const { t, dimension, count, distance, low, high } = reading;
        const measure = dimension === 1 ? 'W₂' : 'W₂ par tranches';
        return f`t = ${number(t, 1)} : la distance ${measure} du nuage à des tirages de p_t est de ${number(distance, 3)} ; entre deux tels tirages de ${counted(count, { one: 'point', many: 'de points', other: 'points' })}, elle va de ${number(low, 3)} à ${number(high, 3)} : ${distance <= high ? 'le nuage suit cette loi, autant que ses points permettent d’en juger' : 'c’est plus que le hasard'}.`;
      },
      scoreUnknown: (reading, { data } = DATA_AT_1) => (reading.why === 'points' ? f`Pas de score à t = ${data} : les données sont des points.` : f`Le score d’un champ appris ne se déduit de sa vitesse que pour une source normale réduite, et celle-ci est « ${reading.source} ».`),
      solverErrors(reading, { data } = DATA_AT_1) {
        if (!reading.known) return 'Aucune méthode ne suit ce flot d’assez près pour mesurer des erreurs.';
        const { isClosed, isNoisy, orders, coarse, own } = reading;
        return [
          `Distance médiane, à t = ${data}, au point où mène le flot (${isClosed ? 'en forme close' : 'suivi à 10⁻¹³ près'}), selon le nombre d’évaluations du champ.`,
          orders.length > 0 ? f`Pentes : ${orders.map(({ solver, order }) => `${solver} ${number(-order, 1)}`).join(f` ; `)}.` : '',
          coarse.length > 0 ? f`Pas encore de pente pour ${coarse.join(', ')} : les pas sont trop grossiers pour ce champ.` : '',
          own ? f`Le point : ${own.solver}, ${counted(own.evaluations, { one: 'évaluation', many: 'd’évaluations', other: 'évaluations' })}, erreur ${significant(own.error)}.` : '',
          isNoisy ? f`Les chemins bruités n’ont pas de telle erreur : ils finissent ailleurs, selon la même loi.` : '',
        ].filter(Boolean).join(' ');
      },
      steps({ count, evaluations, shortest, longest, shortestAt, error, points }) {
        const even = longest - shortest < 1e-9;
        const lengths = even ? `de ${significant(shortest)}` : `longs de ${significant(shortest)} à ${significant(longest)}, le plus court à t = ${number(shortestAt, 2)}`;
        const missed = error === undefined || points === undefined ? '' : f` ; ${points > 1 ? `la médiane de ${number(points)} points finit` : 'le point finit'} à ${significant(error)} de là où mène le flot`;
        return f`${counted(count, { one: 'pas', many: 'de pas', other: 'pas' })} ${lengths}, ${counted(evaluations, { one: 'évaluation', many: 'd’évaluations', other: 'évaluations' })} du champ${missed}.`;
      },
      plan({ coupling, count, group, cost, independentCost, optimalCost, entropic, map }) {
        const batch = group === undefined ? '' : `, par groupes de ${number(group)}`;
        const own = map === undefined
          ? 'Le coût du transport par le flot lui-même n’est pas connu pour ce couplage.'
          : `Le transport par le flot ${map.model === 'learned' ? 'appris' : 'lui-même'} coûte ${number(map.flow, 3)}, le transport optimal entre les mêmes lois ${number(map.optimal, 3)} (${map.count === undefined ? 'en forme close' : `par ${number(map.count)} points`}).${map.before.length === 0 ? '' : ` Avant ${counted(map.before.length, { one: 'tour', many: 'de tours', other: 'tours' })} de redressement, il coûtait ${map.before.map((before) => number(before, 3)).join(', puis ')}.`}${map.bend === undefined ? '' : ` Courbure de ses chemins\u00a0: ${number(map.bend, 3)}, soit E∫|v|²dt − E|x_1 − x_0|² sur ces points, nulle s’ils sont tous droits.`}`;
        const missed = 100 * (entropic?.missed ?? 0);
        const off = number(Math.max(missed, 0.1), 1);
        const rounds = entropic && f`Epsilon ${significant(entropic.epsilon)}, ${entropic.rounds === undefined ? f`tours de Sinkhorn convergés : les masses de tous les points sont justes à ${missed < 0.1 ? 'moins de ' : ''}${off}\u00a0% près.` : f`après ${counted(entropic.rounds, { one: 'tour', many: 'de tours', other: 'tours' })} de Sinkhorn : les masses des points des données sont justes, celles des points de la source fausses de ${missed < 0.1 ? 'moins de ' : ''}${off}\u00a0%${missed < 0.1 ? '' : ' au plus'}.`} `;
        return f`${rounds ?? ''}Moyenne de |x_1 − x_0|² sur ${number(count)} paires : ${COUPLINGS[coupling]}${batch} ${number(cost, 3)}${coupling === 'independent' && group === undefined ? '' : `, indépendant ${number(independentCost, 3)}`}, optimal ${number(optimalCost, 3)}. ${own}`;
      },
    },
  };
};
