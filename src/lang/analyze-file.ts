import { NOTHING_FOUND, type FileAnalysis, type FileTask } from './front-end.js';

/**
 * Analyzes one file with the front end of its language. Kconfig files are not among them: their meaning is that of the
 * whole tree (see kconfig/model.ts). Languages are loaded when first needed.
 */
export async function analyzeFile(task: FileTask): Promise<FileAnalysis> {
  switch (task.kind) {
    case 'c':
    case 'asm':
    case 'dts': {
      const { analyzeC } = await import('./c/analyze-c.js');
      return analyzeC(task);
    }
    case 'kbuild': {
      const { analyzeMakefile } = await import('./kbuild/front-end.js');
      return analyzeMakefile(task);
    }
    case 'defconfig': {
      const { analyzeDefconfig } = await import('./defconfig/front-end.js');
      return analyzeDefconfig(task);
    }
    case 'kconfig':
      return { path: task.path, ...NOTHING_FOUND };
    default: {
      const { analyzePlainText } = await import('./plain-text/front-end.js');
      return analyzePlainText(task);
    }
  }
}
