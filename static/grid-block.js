// Reading a block of cells copied from Excel or WPS: text with tabs, and beside it a table that knows what was merged.
// A cell is its text, or null where it is nothing but the rest of a merged cell.

const QUOTED = /^"((?:[^"]|"")*)"(?=[\t\n]|$)/;
const LARGEST_SPAN = 1000;

function textOfCell(text) {
  return text.replace(/[\u200b-\u200d\ufeff]/g, "").replace(/[\u00a0\u3000]/g, " ").trim().replace(/^'(?=[\d\uff10-\uff19])/, "");
}

function readTabbed(text) {
  const rows = [[]];
  let rest = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  for (;;) {
    const quoted = rest.match(QUOTED);
    const cell = quoted?.[0] ?? rest.match(/^[^\t\n]*/)[0];
    rows.at(-1).push(textOfCell(quoted ? quoted[1].replaceAll('""', '"') : cell));
    const end = rest[cell.length];
    if (end === undefined) return rows;
    if (end === "\n") rows.push([]);
    rest = rest.slice(cell.length + 1);
  }
}

// Returns for each cell whether another one covers it, from above (`below`) or from the left (`right`).
function readMerges(html) {
  const table = new DOMParser().parseFromString(html, "text/html").querySelector("table");
  const merges = [];
  Array.from(table?.rows ?? []).forEach((row, top) => {
    merges[top] ??= [];
    Array.from(row.cells).forEach((cell) => cover(merges, top, cell));
  });
  return merges.map((row) => Array.from(row, (merge) => merge ?? { below: false, right: false }));
}

function cover(merges, top, cell) {
  let left = 0;
  while (merges[top][left]) left += 1;
  const [down, across] = [cell.rowSpan, cell.colSpan].map((span) => Math.min(span, LARGEST_SPAN));
  for (let row = top; row < top + down; row += 1) {
    merges[row] ??= [];
    for (let column = left; column < left + across; column += 1) {
      merges[row][column] = { below: row > top, right: column > left };
    }
  }
}

function hasShapeOf(merges, rows) {
  return merges.length === rows.length && merges.every((row, index) => row.length === rows[index].length);
}

// A row or column in which nothing stands of its own was there only because of the merge.
function withoutMerges(rows, merges) {
  const columns = rows[0].map((_, column) => column).filter((column) => merges.some((row) => !row[column].right));
  const isCovered = ({ below, right }) => below || right;
  const own = rows.map((row, top) => row.map((text, column) => (isCovered(merges[top][column]) ? null : text)));
  return own.filter((_, top) => merges[top].some(({ below }) => !below)).map((row) => columns.map((column) => row[column]));
}

// Returns null for what is no cell of a table.
function readBlock(clipboard, isLongText) {
  const text = clipboard.getData("text/plain");
  const merges = readMerges(clipboard.getData("text/html"));
  if (!merges.length && !text.includes("\t") && (isLongText || !text.trim().includes("\n"))) return null;
  const rows = readTabbed(text);
  return hasShapeOf(merges, rows) ? withoutMerges(rows, merges) : rows;
}
