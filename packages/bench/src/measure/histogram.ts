const subBuckets = 128;
const magnitudes = 25;

/**
 * Counts of durations in whole microseconds. Below 256 µs every value has its own bucket; above, a bucket is at most 0.8 %
 * wide, so that a quantile is never off by more than that.
 */
export class Histogram {
  readonly #counts = new Float64Array((magnitudes + 1) * subBuckets);
  #count = 0;
  #sum = 0;
  #max = 0;

  record(microseconds: number): void {
    const value = Math.max(0, Math.round(microseconds));
    this.#counts[bucketOf(value)]!++;
    this.#count++;
    this.#sum += value;
    if (value > this.#max) this.#max = value;
  }

  get count(): number {
    return this.#count;
  }

  get max(): number {
    return this.#max;
  }

  get mean(): number {
    return this.#count === 0 ? NaN : this.#sum / this.#count;
  }

  /** The smallest recorded value that at least `q` of all values do not exceed; an upper edge of its bucket. */
  quantile(q: number): number {
    if (this.#count === 0) return NaN;
    const rank = Math.max(1, Math.ceil(q * this.#count));
    let seen = 0;
    for (let bucket = 0; bucket < this.#counts.length; bucket++) {
      seen += this.#counts[bucket]!;
      if (seen >= rank) return Math.min(upperEdge(bucket), this.#max);
    }
    return this.#max;
  }

  add(other: Histogram): void {
    for (let bucket = 0; bucket < this.#counts.length; bucket++) this.#counts[bucket]! += other.#counts[bucket]!;
    this.#count += other.#count;
    this.#sum += other.#sum;
    this.#max = Math.max(this.#max, other.#max);
  }

  summary(): Latency {
    return {
      count: this.#count,
      meanMs: this.mean / 1000,
      p50Ms: this.quantile(0.5) / 1000,
      p99Ms: this.quantile(0.99) / 1000,
      p999Ms: this.quantile(0.999) / 1000,
      maxMs: this.#max / 1000,
    };
  }
}

/** What crosses from a load generator to the report. */
export interface Latency {
  readonly count: number;
  readonly meanMs: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly p999Ms: number;
  readonly maxMs: number;
}

function bucketOf(value: number): number {
  if (value < 2 * subBuckets) return value;
  const clamped = Math.min(value, 0x7fff_ffff);
  const shift = 24 - Math.clz32(clamped);
  return shift * subBuckets + (clamped >>> shift);
}

function upperEdge(bucket: number): number {
  if (bucket < 2 * subBuckets) return bucket;
  const shift = Math.floor(bucket / subBuckets) - 1;
  return (bucket - shift * subBuckets + 1) * 2 ** shift - 1;
}
