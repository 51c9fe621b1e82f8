import { useLayoutEffect, useRef } from "react";

/** A text box that is as high as its text; its style sheet says how high at most. */
export function useGrowing(text: string) {
  const box = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    element.style.height = "auto";
    if (text !== "") element.style.height = `${element.scrollHeight}px`;
  }, [text]);
  return box;
}
