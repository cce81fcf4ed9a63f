import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, test } from 'node:test';
import { UserError } from '../../src/errors.js';
import { writeFiles } from '../../src/write/write-files.js';
import { CHANGES_DISK, endOfSignal, Workshop, WRITTEN } from './fault-trial.js';
import { FAULTS, wrapFileSystem, type Plan } from './inject-faults.js';

/** Every file-system call of a write × what can go wrong there; .ci/run tries each in a process of its own. */
const workshop = new Workshop();
after(() => workshop[Symbol.dispose]());

test('a write that fails at any call leaves the old tree or the new one', async () => {
  const plan: Plan = {};
  const { restart } = await wrapFileSystem(plan);
  let calls = 0;
  for (const name of ['ENOSPC', 'EACCES', 'EIO']) {
    for (let at = 0; ; at++) {
      const tree = workshop.makeTree();
      restart();
      let seen = 0;
      Object.assign(plan, { at, fault: FAULTS[name], onCall: () => seen++ } satisfies Plan);
      const said = await writeFiles(tree, WRITTEN).then(
        () => undefined,
        (error: unknown) => {
          assert.ok(error instanceof UserError, String((error as Error).stack));
          return error.message;
        },
      );
      Object.assign(plan, { at: undefined, onCall: undefined } satisfies Plan);
      const where = `${name} at call ${at}: ${said ?? 'no error'}`;
      const outcome = await workshop
        .outcomeOf(tree)
        .catch((error: unknown) => assert.fail(`${where}\n${String(error)}`));
      if (said === undefined || said.startsWith('all files are in place'))
        assert.match(outcome, /^new/, where);
      else assert.equal(outcome, 'old', where);
      rmSync(tree, { recursive: true });
      if (seen <= at) break;
      calls++;
    }
  }
  assert.ok(calls > 300, `${calls} faults`);
});

test('a write that is killed before any call that changes the disk is undone or finished by the next run', async () => {
  const outcomes = new Set<string>();
  for (const [at, call] of workshop.traceWrite().entries()) {
    if (!CHANGES_DISK.test(call)) continue;
    const tree = workshop.makeTree();
    const { signal } = workshop.runWrite(tree, `${at} kill -9 before`);
    assert.equal(signal, 'SIGKILL', call);
    outcomes.add(await workshop.outcomeOf(tree));
    rmSync(tree, { recursive: true });
  }
  assert.deepEqual([...outcomes], ['old', 'new']);
});

test('a signal undoes or finishes the write at once, and then ends the process', () => {
  const outcomes = new Set<string>();
  const calls = workshop.traceWrite().length;
  for (let at = 0; at < calls; at += 5) {
    const tree = workshop.makeTree();
    const name = at % 2 === 0 ? 'SIGINT' : 'SIGTERM';
    const ran = workshop.runWrite(tree, `${at} ${name}`);
    outcomes.add(endOfSignal(ran, name, workshop.stateOf(tree)));
    rmSync(tree, { recursive: true });
  }
  assert.deepEqual([...outcomes], ['old', 'new']);
});
