import type { PageData, PageFile, PageHunk } from '../../src/report/html/page-data.js';

/** A run made up for tests: folders `lib/00` …, files of C and Kconfig, facts in a chain and a leftover here and there. */
export function samplePage(files: number, hunks: number): PageData {
  return {
    version: '0.0.0',
    documents: [
      {
        title: 'gears: remove CONFIG_GEAR_TEETH',
        message: 'Every gear has teeth.',
        facts: [
          { text: 'CONFIG_GEAR_TEETH=y', parent: -1, others: [] },
          { text: 'function count_teeth is unused', parent: 0, others: [], path: 'lib/00/gear0.c' },
          { text: 'macro TOOTH is unused', parent: 1, others: ['CONFIG_GEAR_TEETH=y'] },
        ],
        files: Array.from({ length: files }, (_, index) => sampleFile(index, hunks)),
        failures: [],
      },
    ],
  };
}

function sampleFile(index: number, hunks: number): PageFile {
  const isKconfig = index % 5 === 4;
  return {
    path: `lib/${String(Math.floor(index / 10)).padStart(2, '0')}/${isKconfig ? 'Kconfig' : 'gear'}${index}${isKconfig ? '' : '.c'}`,
    kind: isKconfig ? 'kconfig' : 'c',
    language: isKconfig ? 'Kconfig' : 'C',
    status: 'modified',
    insertions: hunks,
    deletions: hunks * 4,
    hunks: Array.from({ length: hunks }, (_, at) => sampleHunk(index, at)),
  };
}

function sampleHunk(file: number, at: number): PageHunk {
  const start = 1 + at * 40;
  const name = `turn_${file}_${at}`;
  return {
    oldStart: start,
    oldCount: 10,
    newStart: start - at * 3,
    newCount: 7,
    heading: `int ${name}(struct gear *gear)`,
    lines: [
      ' {',
      ' \tint angle = 360; /* degrees */',
      ' ',
      '-#ifdef CONFIG_GEAR_TEETH',
      '-\tif (IS_ENABLED(CONFIG_GEAR_TEETH) && gear->teeth)',
      '-\t\treturn angle / count_teeth(gear, "all");',
      '-#endif',
      '+\tif (gear->teeth)',
      ' \treturn angle;',
      ' }',
      ' ',
    ],
    unended: [],
    inComment: false,
    causes: at % 2 === 0 ? [0] : [0, 2],
    notes:
      at === 0 && file % 7 === 0
        ? [{ line: start + 2, column: 2, code: 'side-effects', message: 'the call may do more', cause: 1 }]
        : [],
  };
}
