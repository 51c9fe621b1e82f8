import { useCallback, useEffect, useRef, useState } from "react";

interface Outcome<T> {
  readonly key: string;
  readonly answer?: T;
  readonly error?: unknown;
}

export interface Answer<T> {
  /** The newest answer to this question; undefined while there is none. */
  readonly answer?: T;
  readonly error?: unknown;
  /** Asks again. */
  readonly ask: () => void;
}

/** Asks the server when `key` changes. An answer that comes after the question has changed is dropped. */
export function useAnswer<T>(key: string, question: (signal: AbortSignal) => Promise<T>): Answer<T> {
  const [outcome, setOutcome] = useState<Outcome<T>>({ key: "" });
  const [round, setRound] = useState(0);
  const latest = useRef(question);
  latest.current = question;

  useEffect(() => {
    const controller = new AbortController();
    latest.current(controller.signal).then(
      (answer) => !controller.signal.aborted && setOutcome({ key, answer }),
      (error: unknown) => !controller.signal.aborted && setOutcome({ key, error }),
    );
    return () => controller.abort();
  }, [key, round]);

  const ask = useCallback(() => {
    setOutcome({ key: "" });
    setRound((before) => before + 1);
  }, []);
  const { key: _, ...current } = outcome.key === key ? outcome : { key };
  return { ...current, ask };
}
