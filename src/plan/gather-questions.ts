/**
 * Puts questions about one thing that are asked in the same turn of the event loop into one: what it takes to answer (a
 * message to a thread, the reading of a file) is then paid once.
 * @param answer answers several questions about a thing, each for itself, in their order.
 */
export function gatherQuestions<Question, Answer>(
  answer: (about: string, questions: readonly Question[]) => Promise<readonly Answer[]>,
): (about: string, questions: readonly Question[]) => Promise<readonly Answer[]> {
  const waiting = new Map<
    string,
    { readonly questions: Question[]; readonly answers: Promise<readonly Answer[]> }
  >();
  return async (about, questions) => {
    let gathered = waiting.get(about);
    if (!gathered) {
      const all: Question[] = [];
      const answers = new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
        waiting.delete(about);
        return answer(about, all);
      });
      waiting.set(about, (gathered = { questions: all, answers }));
    }
    const from = gathered.questions.length;
    for (const question of questions) gathered.questions.push(question);
    return (await gathered.answers).slice(from, from + questions.length);
  };
}
