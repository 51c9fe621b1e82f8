/**
 * What an operation may ask of the socket that it came on. Going from "catch up" to "live" without a gap takes three
 * steps: hold the room, read what was missed, then go live from the last seq that was read.
 */
export interface LiveConnection {
  /**
   * Runs `work` when earlier work of this socket has ended: were two to overlap, the failure of the first could take away
   * what the second has just promised.
   */
  inTurn<T>(work: () => Promise<T>): Promise<T>;
  /** From now on this room's events are kept back for this socket. */
  hold(roomId: string): void;
  /** After the answer to this request: send what was kept back and is newer than `seq`, and everything from then on. */
  goLive(roomId: string, seq: number): void;
  /** No events of this room any more. */
  drop(roomId: string): void;
}
