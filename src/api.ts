/**
 * The typed API: what `import { … } from "excise"` gives. It is the pipeline of the command line: rules in, checked
 * changes out. Nothing is written unless writeFiles is called.
 */
export { run } from './pipeline.js';
export type {
  CheckFailure,
  DocumentResult,
  FileChange,
  LeftoverReport,
  Progress,
  RunOptions,
  RunResult,
  Stage,
} from './result.js';
export type { GitState } from './git/tracked-files.js';
export { UserError } from './errors.js';
export { parseRules } from './rules/parse-rules.js';
export { loadRules } from './rules/load-rules.js';
export { rulesFromOptions, type OptionRules } from './rules/option-rules.js';
export { RuleError, type RuleProblem } from './rules/rule-errors.js';
export type { RuleDocument, RuleEntry, RulePosition, RuleScope } from './rules/rule-document.js';
export { factId, type ConfigValue, type DerivedFact, type Fact, type Leftover } from './lang/facts.js';
export type { Edit } from './edit/edit.js';
export { applyEdits } from './edit/apply-edits.js';
export { formatPatch } from './patch/format-patch.js';
export { makeHunks, type Hunk, type HunkLine } from './patch/hunks.js';
export { finalFiles, type FinalFile } from './final-files.js';
export { writeFiles } from './write/write-files.js';
