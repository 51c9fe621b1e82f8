/** Time limits of the connection, in milliseconds. */
export const timings = {
  /** A handshake this slow meets a black hole (a firewall that drops); TCP itself would wait for minutes. */
  connectWithin: 10_000,
  /** The server ends an unauthenticated socket after 5 s; twice that leaves room for a slow network. */
  helloWithin: 10_000,
  /** The heartbeat looks this often. Counting looks instead of time, it cannot be misled by a clock that jumps. */
  heartbeatTick: 5_000,
  /** Silent ticks before a ping: 15 s. The server pings every 20 s, but a browser does not show that to the page. */
  ticksBeforePing: 3,
  /** Further silent ticks after which the link is dead: noticed within 30 s whenever it broke. */
  ticksAfterPing: 2,
  /** The person looks at the page now: do not let them wait for the usual limit. */
  probeWithin: 5_000,
  /** First step of the backoff. */
  backoffBase: 1_000,
  /** Longest wait between two tries: a server that is back is found within half a minute. */
  backoffCap: 30_000,
  /** A link that lives this long was a good one; before that, a crash loop of the server would be hammered. */
  stableAfter: 10_000,
  /** A sign of the network's return, at most one try per this: such signs can flap. */
  wakeAtMostEvery: 1_000,
} as const;
