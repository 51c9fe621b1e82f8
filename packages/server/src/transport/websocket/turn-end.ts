interface Flushable {
  flush(): void;
}

/** Collects what has something to write and flushes it at the end of the turn of the event loop. No timer: no delay. */
export class TurnEnd {
  #waiting: Flushable[] = [];

  flushLater(target: Flushable): void {
    if (this.#waiting.push(target) === 1) setImmediate(() => this.#flush());
  }

  #flush(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const target of waiting) target.flush();
  }
}
