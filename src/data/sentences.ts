import type { Saying } from '../words/index.ts';

/** Where something stands in a text, both counted from 1 as editors do. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** The names of a table's columns, or the first of them and how many there are beside. */
export interface ColumnList {
  readonly shown: readonly string[];
  readonly more: number;
}

const placed = ({ line, column }: Place): string => `line ${line}, column ${column}`;
/** @param file  undefined for data that stand in the address itself */
const fileName = (file: string | undefined): string => (file === undefined ? 'The inline data' : `"${file}"`);
const others = { workbookOrZip: 'a workbook or a zip archive', workbook: 'a workbook', compressed: 'compressed', pdf: 'a PDF file' };

function columnsOf({ shown, more }: ColumnList): string {
  const names = shown.map((name) => `"${name}"`).join(', ');
  return `the column${shown.length + more === 1 ? '' : 's'} ${names}${more > 0 ? ` and ${more} more` : ''}`;
}

interface About {
  readonly file: string | undefined;
}
interface At {
  readonly place: Place;
}

/** What can be wrong with an author's data, in English: what was found, and what would be right. */
export const DATA_SENTENCES = {
  tooManyColumns: ({ most, place }: At & { most: number }) => `There are more than ${most.toLocaleString('en')} columns at ${placed(place)}; give a table of fewer.`,
  quoteInCell: ({ open, close }: { open: Place; close: Place }) =>
    `The quotation mark at ${placed(open)} ends at ${placed(close)}, in the middle of a cell; remove it, or double it.`,
  quoteNotClosed: ({ place }: At) => `The quotation mark at ${placed(place)} is never closed; remove it, or close it.`,
  quoteOverLines: ({ place }: At) => `The quotation mark at ${placed(place)} runs over several lines; remove it, or close it.`,
  tooManyRows: ({ most }: { most: number }) => `The file has more than ${most} rows; give a sample of it.`,
  hugeNumber: ({ column, cell, line }: { column: string; cell: string; line: number }) =>
    `The column "${column}" holds ${cell} in line ${line}; numbers beyond 1e300 overflow: scale the column.`,
  hugeValue: ({ column, cell, row }: { column: string; cell: string; row: number }) =>
    `The column "${column}" holds ${cell} in row ${row}; numbers beyond 1e300 overflow: scale the column.`,
  notJson: ({ file, place }: About & At) => `${fileName(file)} begins as JSON, but is none at ${placed(place)}; mend it there, or save it as CSV.`,
  jsonNoTable: ({ file }: About) => `${fileName(file)} is JSON without rows; give a list of objects, such as [{"x": 1, "y": 2}], a list of lists, or an object of columns.`,
  unevenColumns: ({ longer, most, shorter, least }: { longer: string; most: number; shorter: string; least: number }) =>
    `The column "${longer}" holds ${most} values and "${shorter}" ${least}; give all columns as many.`,
  unreadableFile: ({ file }: About) => `${fileName(file)} could not be read; give a file, not a folder, that has not been changed since.`,
  noNumbers: ({ chosen, columns, isSeparated }: { chosen: readonly string[]; columns: ColumnList; isSeparated: boolean }) =>
    `No row has a number${chosen.length ? ` in ${chosen.join(' and ')}` : ''}; name columns that hold numbers. The file has ${columnsOf(columns)}` +
    (isSeparated ? '.' : ', and no comma, semicolon, tab or bar parts its rows.'),
  emptyFile: () => 'The file is empty; it should be a table with a header row and numeric columns.',
  noColumn: ({ column, columns }: { column: string; columns: ColumnList }) => `There is no column "${column}"; the file has ${columnsOf(columns)}.`,
  wideRow: ({ cells, width, place }: At & { cells: number; width: number }) =>
    `The row has ${cells} cells at ${placed(place)}, and the first row ${width}; put cells that hold the separator in quotation marks.`,
  otherFile: ({ file, what }: About & { what: keyof typeof others }) => `${fileName(file)} is ${others[what]}, not a table; save it as CSV.`,
  notText: ({ file, code, place }: About & At & { code: string }) => `${fileName(file)} holds U+${code} at ${placed(place)}, which no text has; save it as CSV in UTF-8.`,
  notFound: ({ file, status }: About & { status: number }) => `${fileName(file)} could not be loaded (the server answered ${status}); check the address.`,
  lateFile: ({ file, seconds }: About & { seconds: number }) => `${fileName(file)} did not arrive within ${seconds} seconds.`,
  unreachable: ({ file }: About) => `${fileName(file)} could not be loaded; check the address, and that its server lets this page read it (CORS).`,
  notAnAddress: ({ address }: { address: string }) => `"${address}" is not an address; give the address of a CSV or JSON file or an image, such as "data.csv".`,
  otherProtocol: ({ protocol }: { protocol: string }) => `Addresses that begin with "${protocol}" are not read; give the http(s) address of a CSV or JSON file or an image.`,
  credentials: () => 'The address holds a user name or password; leave them out.',
  largeFile: ({ file, megabytes }: About & { megabytes: number }) => `${fileName(file)} is larger than ${megabytes} MB; give a sample of it.`,
  webPage: ({ file }: About) => `${fileName(file)} is a web page, not a table; give the address of the CSV file itself.`,
  oneRow: () => 'The file has only one row of numbers; a figure needs two different ones at least.',
  hugeColumn: ({ column, largest }: { column: string; largest: number }) =>
    `The column "${column}" holds numbers that are too large to be compared, up to ${largest}; name one that varies.`,
  tinyColumn: ({ column }: { column: string }) => `The column "${column}" has a standard deviation below 1e-300, too small for arithmetic: scale the column.`,
  constantColumn: ({ column, value }: { column: string; value: number }) => `The column "${column}" holds ${value} in every point; name one that varies.`,
  roundedColumn: ({ column, value }: { column: string; value: number }) =>
    `The column "${column}" varies only beyond the 12th digit of its numbers, about ${value}; name one that varies.`,
  tooManyClasses: ({ column, most }: { column: string; most: number }) => `The column "${column}" holds more than ${most} different words, too many for classes; name one that groups the rows.`,
  codecAxes: ({ asked, rank }: { asked: number; rank: number }) =>
    rank === 0 ? 'All pictures are the same; give some that differ.' : `The pictures vary along ${rank} axes alone; name no more than those, such as codec="pca ${rank}", not ${asked}.`,
  letters: ({ most, count }: { most: number; count: number }) => `"text:" takes 1 to ${most} characters, such as "text:FM", not ${count}.`,
  noInk: () => 'The text leaves no ink; give letters that this browser can draw.',
  notAnImage: ({ file }: About) => `${fileName(file)} is not an image that is read here; give a PNG, JPEG, GIF or WebP file.`,
  tooManyPixels: ({ file, width, height, most }: About & { width: number; height: number; most: number }) =>
    `${fileName(file)} has ${width} by ${height} pixels, more than ${most} million; a hundred along each side are enough.`,
  unreadableImage: ({ file }: About) => `${fileName(file)} is not an image that this browser can read; give a PNG, JPEG, GIF or WebP file.`,
  blankImage: ({ file }: About) => `${fileName(file)} is blank; give an image with dark places on a light ground.`,
  noTile: ({ given, most }: { given: string | undefined; most: number }) =>
    `${given === undefined ? 'The size of a picture is neither given nor in the name of the file' : `"${given}" is no size of a picture`}; write its width and height in pixels, 1 to ${most} each, such as tile="28x28".`,
  unevenPictures: ({ file, bytes, width, height }: About & { bytes: number; width: number; height: number }) =>
    `${fileName(file)} holds ${bytes} bytes, no whole number of pictures of ${width} by ${height} pixels; give the size that they have.`,
  unevenTiles: ({ file, width, height, tile }: About & { width: number; height: number; tile: readonly [number, number] }) =>
    `${fileName(file)} has ${width} by ${height} pixels, which tiles of ${tile[0]} by ${tile[1]} do not fill; give the size that they have.`,
  onePicture: ({ file }: About) => `${fileName(file)} holds only one picture; a law needs two different ones at least.`,
  tooManyPictures: ({ file, count, most }: About & { count: number; most: number }) => `${fileName(file)} holds ${count} pictures, more than ${most}; give a sample of them.`,
  manyClasses: ({ count, most }: { count: number; most: number }) => `There are ${count} classes; a network knows at most ${most}.`,
  fewClasses: ({ given }: { given: string }) => `"${given}" names no two different classes; separate their names by spaces, such as tile-classes="cat dog".`,
  unevenClasses: ({ classes, count }: { classes: number; count: number }) => `${count} pictures do not make ${classes} classes of as many each; put those of one class after those of another.`,
  oneClass: ({ column, word }: { column: string; word: string }) => `The column "${column}" holds "${word}" in every row; name one that groups the rows.`,
  noCodec: ({ file }: About) => `${fileName(file)} holds plain bytes; say how its pictures are encoded, such as codec="pca 40".`,
  noCanvas: () => 'This browser has no canvas to read pictures with.',
  twoDecimalSigns: ({ comma, point }: { comma: Cell; point: Cell }) =>
    `"${comma.cell}" at ${placed(comma.place)} has a decimal comma and "${point.cell}" at ${placed(point.place)} a decimal point; write all numbers in one way.`,
  unclearSign: ({ cell, place }: Cell) =>
    `"${cell}" at ${placed(place)} may have a decimal sign or one between thousands; write numbers without signs between thousands.`,
};

interface Cell extends At {
  readonly cell: string;
}

export type DataSaying = Saying<typeof DATA_SENTENCES>;
