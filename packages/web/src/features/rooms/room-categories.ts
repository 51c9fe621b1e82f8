import type { Room } from "@parley/protocol";

type Category = Room["category"];

/** A name for every category; the type makes a forgotten one an error. */
const names: Record<Category, string> = {
  general: "General",
  work: "Work",
  project: "Project",
  friends: "Friends",
  family: "Family",
  school: "School",
  hobby: "Hobby",
  support: "Support",
  other: "Other",
};

export const categoryOptions = (Object.keys(names) as Category[]).map((value) => ({ value, label: names[value] }));

export function categoryName(category: Category): string {
  return names[category];
}
