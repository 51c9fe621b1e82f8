import { memo } from "react";
import { parseMessage, type Span } from "../../lib/message-text.ts";
import styles from "./message-text.module.css";

export interface MessageTextProps {
  readonly body: string;
  /** Whether Tab comes to its links. */
  readonly focusable: boolean;
}

export const MessageText = memo(function MessageText({ body, focusable }: MessageTextProps) {
  return (
    <div className={styles["text"]}>
      {parseMessage(body).map((block, index) =>
        block.kind === "code" ? (
          <pre key={index} className={styles["block"]}>
            <code>{block.text}</code>
          </pre>
        ) : (
          <p key={index}>
            {block.spans.map((span, place) => (
              <SpanView key={place} span={span} focusable={focusable} />
            ))}
          </p>
        ),
      )}
    </div>
  );
});

function SpanView({ span, focusable }: { readonly span: Span; readonly focusable: boolean }) {
  if (span.kind === "link") {
    return (
      <a href={span.href} target="_blank" rel="noopener noreferrer nofollow" tabIndex={focusable ? 0 : -1}>
        {span.text}
      </a>
    );
  }
  switch (span.kind) {
    case "code":
      return <code className={styles["code"]}>{span.text}</code>;
    case "strong":
      return <strong>{span.text}</strong>;
    case "emphasis":
      return <em>{span.text}</em>;
    case "text":
      return span.text;
  }
}
