const numbers = new Intl.NumberFormat();
const lists = new Intl.ListFormat("en", { type: "conjunction" });

/** `1 member`, `1,204 members` */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${numbers.format(count)} ${count === 1 ? one : many}`;
}

/** `Ada, Grace and 3 others`: at most `shown` names are told. */
export function nameList(names: readonly string[], shown = 3): string {
  if (names.length <= shown) return lists.format(names);
  const rest = names.length - (shown - 1);
  return lists.format([...names.slice(0, shown - 1), `${rest} others`]);
}

/** Large counts in little room: `99+` */
export function atMost(count: number, most: number): string {
  return count > most ? `${most}+` : String(count);
}
