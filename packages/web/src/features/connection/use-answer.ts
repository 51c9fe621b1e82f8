import { useEffect, useReducer, useState } from "react";

type Question<T> = (signal: AbortSignal) => Promise<T>;

interface Outcome<T> {
  readonly question: Question<T>;
  readonly round: number;
  readonly answer?: T;
  readonly error?: unknown;
}

export interface Answer<T> {
  /** The answer to this very question; undefined while there is none. */
  readonly answer?: T | undefined;
  readonly error?: unknown;
  /** Asks again. */
  readonly ask: () => void;
}

/** Asks the server whenever `question` is another function. What is answered to an earlier question is dropped. */
export function useAnswer<T>(question: Question<T>): Answer<T> {
  const [round, ask] = useReducer((before: number) => before + 1, 0);
  const [outcome, setOutcome] = useState<Outcome<T>>();

  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    question(signal).then(
      (answer) => !signal.aborted && setOutcome({ question, round, answer }),
      (error: unknown) => !signal.aborted && setOutcome({ question, round, error }),
    );
    return () => controller.abort();
  }, [question, round]);

  const current = outcome?.question === question && outcome.round === round ? outcome : undefined;
  return { answer: current?.answer, error: current?.error, ask };
}
