import type { FileKind } from '../file-kind.js';
import { findMemberSignatures } from './fold/member-parameters.js';
import { readSignature } from './syntax/signature.js';
import { makeOutline } from './syntax/outline.js';

/** How one definition or declaration in a file writes a function's parameters. */
export interface SignatureReport {
  readonly what: 'function' | 'prototype' | 'macro' | 'member';
  readonly offset: number;
  /** Null for a parameter without a name. */
  readonly parameters: readonly (string | null)[];
  /** `f()`: a declaration that says nothing of parameters. */
  readonly isUnspecified: boolean;
  readonly isVariadic: boolean;
  readonly isStatic: boolean;
  /** What stands before the name, storage and attributes included; '' for a macro. */
  readonly type: string;
}

/**
 * The signatures of functions, function-like macros and, by `struct s.m`, pointers to function in one file of C.
 * @returns an entry for each name that the file defines or declares.
 */
export function reportSignatures(
  kind: FileKind,
  text: string,
  names: readonly string[],
): ReadonlyMap<string, readonly SignatureReport[]> {
  const reports = new Map<string, SignatureReport[]>();
  if (kind !== 'c') return reports;
  const wanted = new Set(names);
  const { tokens, items, macros } = makeOutline(text);
  const add = (name: string, report: SignatureReport) => {
    const known = reports.get(name);
    if (known) known.push(report);
    else reports.set(name, [report]);
  };
  for (const item of items) {
    const name = item.names[0];
    if (name === undefined || !wanted.has(name)) continue;
    const signature = readSignature(tokens, item, name);
    if (!signature) continue;
    const { list, parameters, isVoid, isVariadic } = signature;
    add(name, {
      what: item.kind === 'function' ? 'function' : 'prototype',
      offset: item.start,
      parameters,
      isUnspecified: list.parts.length === 0 && !isVoid,
      isVariadic,
      isStatic: item.isStatic,
      type: text.slice(item.start, tokens.start[signature.name]),
    });
  }
  for (const name of names.filter((one) => one.includes('.'))) {
    const dot = name.lastIndexOf('.');
    for (const found of findMemberSignatures(tokens, name.slice(0, dot), name.slice(dot + 1))) {
      add(name, {
        what: 'member',
        offset: tokens.start[found.name]!,
        parameters: found.parameters,
        isUnspecified: found.list.parts.length === 0 && !found.isVoid,
        isVariadic: found.isVariadic,
        isStatic: false,
        type: '',
      });
    }
  }
  for (const { kind: directive, name, parameters, start } of macros) {
    if (directive !== 'define' || parameters === null || !wanted.has(name)) continue;
    const isVariadic = parameters.includes('...');
    add(name, {
      what: 'macro',
      offset: start,
      parameters: parameters.filter((parameter) => parameter !== '...'),
      isUnspecified: false,
      isVariadic,
      isStatic: false,
      type: '',
    });
  }
  return reports;
}
