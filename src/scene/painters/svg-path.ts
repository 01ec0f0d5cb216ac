/** Coordinates are written in tenths of a pixel, and vertices that a line would pass this close to are left out. */
const PER_PX = 10;
const TOLERANCE_PX = 0.15;

/** A path's `d`, as short as it can be said: after the first point of a line all others are relative. */
export class PathData {
  text = '';
  private x = 0;
  private y = 0;

  moveTo(x: number, y: number): void {
    this.go('M', Math.round(PER_PX * x), Math.round(PER_PX * y), 0, 0);
  }

  lineTo(x: number, y: number): void {
    this.go('l', Math.round(PER_PX * x), Math.round(PER_PX * y), this.x, this.y);
  }

  /** A line that round ends make a dot of; it has a length that nobody sees, since WebKit paints dots of lines without any twice. */
  dot(x: number, y: number): void {
    this.moveTo(x, y);
    this.text += 'h.01';
  }

  close(): void {
    this.text += 'z';
  }

  /** Vertices as x and y in turn. */
  polyline(vertices: readonly number[]): void {
    const kept = thinned(vertices);
    kept.forEach((v, i) => (i === 0 ? this.moveTo(vertices[2 * v], vertices[2 * v + 1]) : this.lineTo(vertices[2 * v], vertices[2 * v + 1])));
  }

  private go(command: string, x: number, y: number, fromX: number, fromY: number): void {
    const [across, down] = [tenths(x - fromX), tenths(y - fromY)];
    this.text += command + across + (down.startsWith('-') ? '' : ' ') + down;
    this.x = x;
    this.y = y;
  }
}

const tenths = (value: number): string => String(value / PER_PX).replace(/^(-?)0\./, '$1.');

/** A length or a coordinate outside a path. */
export const rounded = (px: number): string => String(Number(px.toFixed(2)));

/** Which vertices a line needs so as to pass all others within the tolerance (Douglas and Peucker 1973). */
function thinned(vertices: readonly number[]): number[] {
  const last = vertices.length / 2 - 1;
  const kept = new Set([0, last]);
  const open: [number, number][] = [[0, last]];
  for (let part = open.pop(); part; part = open.pop()) {
    const [from, to] = part;
    const [x, y] = [vertices[2 * from], vertices[2 * from + 1]];
    const [dx, dy] = [vertices[2 * to] - x, vertices[2 * to + 1] - y];
    const length = Math.hypot(dx, dy);
    let [farthest, distance] = [-1, TOLERANCE_PX];
    for (let v = from + 1; v < to; v++) {
      const [px, py] = [vertices[2 * v] - x, vertices[2 * v + 1] - y];
      // Beyond its ends a short chord says nothing about how far away a vertex is; a ring has no chord at all.
      const away = length > 1 ? Math.max(Math.abs(px * dy - py * dx) / length, (px * dx + py * dy) / length - length) : Math.hypot(px, py);
      if (away > distance) [farthest, distance] = [v, away];
    }
    if (farthest < 0) continue;
    kept.add(farthest);
    open.push([from, farthest], [farthest, to]);
  }
  return [...kept].sort((a, b) => a - b);
}
