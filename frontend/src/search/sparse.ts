/** Sums over a large range of numbers of which few are touched: reading and clearing cost what was touched, not the range. */
export class Sparse {
  readonly values: Float32Array;
  readonly touched: number[] = [];

  constructor(size: number) {
    this.values = new Float32Array(size);
  }

  add(at: number, value: number): void {
    if (this.values[at] === 0) this.touched.push(at);
    this.values[at]! += value;
  }

  raise(at: number, value: number): void {
    if (this.values[at] === 0) this.touched.push(at);
    if (value > this.values[at]!) this.values[at] = value;
  }

  clear(): void {
    for (const at of this.touched) this.values[at] = 0;
    this.touched.length = 0;
  }
}

/** Lists of numbers, each with a weight, laid end to end. */
export class Lists {
  readonly start: Int32Array;
  readonly item: Int32Array;
  readonly weight: Float32Array;

  constructor(lists: readonly { item: number; weight: number }[][]) {
    this.start = new Int32Array(lists.length + 1);
    lists.forEach((list, at) => { this.start[at + 1] = this.start[at]! + list.length; });
    this.item = new Int32Array(this.start[lists.length]!);
    this.weight = new Float32Array(this.item.length);
    lists.forEach((list, at) => list.forEach(({ item, weight }, offset) => {
      this.item[this.start[at]! + offset] = item;
      this.weight[this.start[at]! + offset] = weight;
    }));
  }

  length(at: number): number {
    return this.start[at + 1]! - this.start[at]!;
  }
}
