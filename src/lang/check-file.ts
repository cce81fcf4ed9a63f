import type { FileKind } from './file-kind.js';

/** A law that a file's change breaks. */
export interface BrokenLaw {
  readonly law: string;
  readonly message: string;
}

export interface CheckTask {
  readonly path: string;
  readonly kind: FileKind;
  readonly before: string;
  readonly after: string;
}

/**
 * Checks a file's change before it is shown: conditionals stay balanced, functions that parsed still parse, and every
 * menu entry that had a type still has one. Code of its own: it looks at the two texts only, not at how one became
 * the other.
 */
export async function checkFile(task: CheckTask): Promise<BrokenLaw[]> {
  switch (task.kind) {
    case 'c':
    case 'asm':
    case 'dts': {
      const { checkC } = await import('./c/check-c.js');
      return checkC(task);
    }
    case 'kconfig': {
      const { checkKconfig } = await import('./kconfig/check-kconfig.js');
      return checkKconfig(task.path, task.before, task.after);
    }
    case 'kbuild': {
      const { checkMakefile } = await import('./kbuild/check-makefile.js');
      return checkMakefile(task.before, task.after);
    }
    default:
      return [];
  }
}
