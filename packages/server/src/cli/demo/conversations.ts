import type { Username } from "./people.ts";

export interface Conversation {
  readonly name: string;
  readonly description: string;
  readonly category: "general" | "work" | "project" | "friends" | "family" | "school" | "hobby" | "support" | "other";
  /** The first is the owner. */
  readonly members: readonly Username[];
  /** What starts a talk, and what is said to it. */
  readonly openings: readonly string[];
  readonly replies: readonly string[];
}

export const conversations: readonly Conversation[] = [
  {
    name: "Town square",
    description: "Everybody is here. Say hello.",
    category: "general",
    members: ["ada", "grace", "alan", "katherine", "hedy", "edsger", "margaret", "radia"],
    openings: [
      "Good morning, everybody!",
      "Has anybody seen the new reading room? The light in there is lovely.",
      "The kitchen has a new kettle. It whistles in **B flat**.",
      "We are twelve for lunch on Friday. Who brings what?",
      "Reminder: the clocks change on Sunday.",
      "I found an umbrella by the stairs. Blue, wooden handle.",
      "Who is in for a walk at four?",
      "The printer works again. Nobody knows why.",
    ],
    replies: [
      "Good morning! Tea is ready.",
      "I am in.",
      "Count me in too.",
      "That one is mine, thank you!",
      "I can bring bread and two kinds of cheese.",
      "Not today, I am afraid. Next week?",
      "Splendid.",
      "I would not touch it, then.",
      "See you there.",
    ],
  },
  {
    name: "Engine room",
    description: "Building the thing: plans, reviews, small victories.",
    category: "project",
    members: ["grace", "ada", "alan", "margaret", "radia"],
    openings: [
      "The nightly run is green again.",
      "I wrote down the plan for the next release. Please read section 2 before Thursday.",
      "Found a moth in the relay. A real one, this time.",
      "Does anybody remember why the buffer has *two* marks?",
      "We should talk about naming. `process()` says nothing.",
      "Measured it again: 14 ms before, 3 ms after.",
      "Here is the smallest case that shows it:\n\n```\nsend 1\nsend 2\ncut the line\nsend 2 again\n```",
      "The new machine arrived. It is very quiet.",
    ],
    replies: [
      "Nice. What was it?",
      "I read it. Two questions, in the margin.",
      "Tape it into the logbook, please.",
      "The first drops what may be dropped, the second closes the line. It is in the decisions.",
      "Agreed. What does it *do*? That is its name.",
      "Can we have the p99 too?",
      "I can reproduce it. Looking.",
      "Fixed, and there is a test that fails without the fix.",
      "Then let us keep it that way.",
    ],
  },
  {
    name: "Reading group",
    description: "One book a month. Spoilers after the 20th.",
    category: "hobby",
    members: ["katherine", "ada", "hedy", "edsger"],
    openings: [
      "Next month: shall we take the short one?",
      "Chapter four is where it gets going.",
      "I read the ending first. I regret nothing.",
      "Which translation does everybody have?",
      "The narrator cannot be trusted, can she?",
      "I marked a sentence on page 112 that I would like to hear you all on.",
    ],
    replies: [
      "The short one, please.",
      "I thought so too, until the letter.",
      "Edsger!",
      "The old one. The new one loses the jokes.",
      "Not one bit. That is what makes it good.",
      "Page 112, yes. I read it twice.",
      "I am behind, go on without me.",
    ],
  },
  {
    name: "Orbit",
    description: "Trajectories, checked by hand.",
    category: "work",
    members: ["katherine", "margaret", "alan"],
    openings: [
      "The numbers for Tuesday are ready to be checked.",
      "Somebody please go over the second table. I have looked at it for too long.",
      "The window opens at 09:32 and stays open for eleven minutes.",
      "Priority display worked as designed: it dropped what could wait.",
      "Simulation 14 came down 300 metres from where we wanted it.",
    ],
    replies: [
      "Checked. They agree to the fourth place.",
      "Row seven: sign.",
      "Good catch.",
      "Within the margin. Still, let us know why.",
      "I will do it by hand tonight.",
    ],
  },
  {
    name: "Help desk",
    description: "Ask anything. There are no small questions.",
    category: "support",
    members: ["radia", "grace", "hedy", "ada"],
    openings: [
      "How do I find an older message?",
      "My neighbour cannot get into the office network.",
      "Is there a way to see who is in a room?",
      "Can I write in bold?",
      "I was on a train and had no connection. Did my message arrive?",
    ],
    replies: [
      "Scroll up: it loads as you go.",
      "Did they try another cable? It is always the cable.",
      "The list of members is on the right.",
      "Two stars on each side: `**like this**`.",
      "It did, once. It waits on your side until it can be sent.",
      "Thank you!",
    ],
  },
];
