/** Corners of a cell that are above the level, as bits: lower left 1, lower right 2, upper right 4, upper left 8. */
const CASES = 18;
/** The two diagonals once more, for a cell whose middle is above the level as well, so that the high corners are joined. */
const JOINED = { 5: 16, 10: 17 } as const;

/** Sides of a cell. */
const [BELOW, RIGHT, ABOVE, LEFT] = [0, 1, 2, 3];

/** Through which side a line leaves that entered by a side; the higher values are on its left. -1: no line enters there. */
const EXITS = new Int8Array(4 * CASES).fill(-1);
const WAYS: readonly (readonly [corners: number, from: number, to: number])[] = [
  [1, LEFT, BELOW], [2, BELOW, RIGHT], [4, RIGHT, ABOVE], [8, ABOVE, LEFT],
  [14, BELOW, LEFT], [13, RIGHT, BELOW], [11, ABOVE, RIGHT], [7, LEFT, ABOVE],
  [3, LEFT, RIGHT], [12, RIGHT, LEFT], [6, BELOW, ABOVE], [9, ABOVE, BELOW],
  [5, LEFT, BELOW], [5, RIGHT, ABOVE], [10, BELOW, RIGHT], [10, ABOVE, LEFT],
  [16, RIGHT, BELOW], [16, LEFT, ABOVE], [17, BELOW, LEFT], [17, ABOVE, RIGHT],
];
for (const [corners, from, to] of WAYS) EXITS[4 * corners + from] = to;

/**
 * Lines of equal value over a grid (marching squares), traced into buffers that are kept from call to call: a figure that
 * is played traces some at every frame. A line ends where the grid ends, or closes.
 */
export class Isolines {
  /** Interleaved x, y, z = 0; the parts after the last line are not of this trace. */
  positions = new Float32Array(3 * 256);
  /** Line `l` holds the vertices `offsets[l]` to `offsets[l + 1] - 1`; a closed one repeats its first. */
  readonly offsets: number[] = [0];
  private readonly columns: number;
  private readonly rows: number;
  private readonly place: readonly [number, number, number, number];
  /** For each cell a bit for each side by which a traced line has entered. */
  private readonly entered: Uint8Array;
  private values: ArrayLike<number> = [];
  private level = 0;
  private vertices = 0;

  /** @param lower the position of the node 0, 0 @param step the distances of neighbouring nodes, across and up */
  constructor(columns: number, rows: number, lower: readonly number[], step: readonly number[]) {
    this.columns = columns;
    this.rows = rows;
    this.place = [lower[0], lower[1], step[0], step[1]];
    this.entered = new Uint8Array(columns * rows);
  }

  clear(): void {
    this.offsets.length = 1;
    this.vertices = 0;
  }

  /** Adds the lines of one level. @param values  one for each node, row by row from the lowest; what is not finite counts as low */
  trace(values: ArrayLike<number>, level: number): void {
    const { columns, rows, entered } = this;
    this.values = values;
    this.level = level;
    entered.fill(0);
    // Lines that come in from outside first: what is left then is closed, and may be begun anywhere.
    for (let column = 0; column + 1 < columns; column++) {
      this.follow(column, 0, BELOW);
      this.follow(column, rows - 2, ABOVE);
    }
    for (let row = 0; row + 1 < rows; row++) {
      this.follow(0, row, LEFT);
      this.follow(columns - 2, row, RIGHT);
    }
    for (let row = 0; row + 1 < rows; row++) {
      for (let column = 0; column + 1 < columns; column++) {
        const corners = this.corners(column, row);
        if (corners === 0 || corners === 15) continue;
        for (let side = BELOW; side <= LEFT; side++) this.follow(column, row, side);
      }
    }
  }

  /** Adds the line that enters a cell by a side, unless none does or it has been added. */
  private follow(column: number, row: number, side: number): void {
    const { columns, rows, entered } = this;
    let exit = EXITS[4 * this.corners(column, row) + side];
    if (exit < 0 || (entered[row * columns + column] & (1 << side)) !== 0) return;
    this.add(column, row, side);
    while (exit >= 0 && (entered[row * columns + column] & (1 << side)) === 0) {
      entered[row * columns + column] |= 1 << side;
      this.add(column, row, exit);
      if (exit === BELOW) row--;
      else if (exit === RIGHT) column++;
      else if (exit === ABOVE) row++;
      else column--;
      if (row < 0 || column < 0 || row > rows - 2 || column > columns - 2) break;
      side = (exit + 2) % 4;
      exit = EXITS[4 * this.corners(column, row) + side];
    }
    this.offsets.push(this.vertices);
  }

  private corners(column: number, row: number): number {
    const i = row * this.columns + column;
    const corners = this.above(i, 1) | this.above(i + 1, 2) | this.above(i + this.columns + 1, 4) | this.above(i + this.columns, 8);
    if (corners !== 5 && corners !== 10) return corners;
    const { values, columns, level } = this;
    const middle = (values[i] + values[i + 1] + values[i + columns] + values[i + columns + 1]) / 4;
    return middle >= level ? JOINED[corners] : corners;
  }

  /** The bit, when the node is at the level or above. */
  private above(node: number, bit: number): number {
    const value = this.values[node];
    return value >= this.level && value < Infinity ? bit : 0;
  }

  /** Adds the point of a cell's side where the level is, by linear interpolation. */
  private add(column: number, row: number, side: number): void {
    if (side === RIGHT) column++;
    if (side === ABOVE) row++;
    const flat = side === BELOW || side === ABOVE;
    const node = row * this.columns + column;
    const from = this.values[node];
    const to = this.values[node + (flat ? 1 : this.columns)];
    const between = (this.level - from) / (to - from);
    // Beside a node without a value there is no telling where.
    const part = Number.isFinite(between) ? between : 0.5;
    const end = 3 * this.vertices++;
    if (end + 3 > this.positions.length) {
      const larger = new Float32Array(2 * this.positions.length);
      larger.set(this.positions);
      this.positions = larger;
    }
    const { place } = this;
    this.positions[end] = place[0] + place[2] * (column + (flat ? part : 0));
    this.positions[end + 1] = place[1] + place[3] * (row + (flat ? 0 : part));
    this.positions[end + 2] = 0;
  }
}
