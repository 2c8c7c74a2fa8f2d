/** Answers as elements. Finished parts keep their identity while the rest still streams, so a selection survives. */
import { memo } from "./memo.ts";
import { blocks, parts, type Block, type Inline } from "../model/markdown.ts";

function Words({ of }: { of: Inline[] }) {
  return (
    <>
      {of.map((part, at) => {
        switch (part.is) {
          case "text":
            return part.text;
          case "code":
            return <code key={at}>{part.text}</code>;
          case "strong":
            return (
              <strong key={at}>
                <Words of={part.of} />
              </strong>
            );
          case "em":
            return (
              <em key={at}>
                <Words of={part.of} />
              </em>
            );
          case "link":
            return (
              <a key={at} href={part.href} target="_blank" rel="noopener noreferrer nofollow ugc">
                <Words of={part.of} />
              </a>
            );
          case "cite":
            return (
              <sup key={at} class="cite">
                {part.n}
              </sup>
            );
        }
      })}
    </>
  );
}

function BlockOf({ block }: { block: Block }) {
  switch (block.is) {
    case "p":
      return (
        <p>
          <Words of={block.of} />
        </p>
      );
    case "h":
      return (
        <p class="md-head">
          <Words of={block.of} />
        </p>
      );
    case "code":
      return (
        <pre tabIndex={0}>
          <code>{block.text}</code>
        </pre>
      );
    case "ul":
    case "ol": {
      const List = block.is;
      return (
        <List>
          {block.items.map((item, at) => (
            <li key={at}>
              <Words of={item} />
            </li>
          ))}
        </List>
      );
    }
  }
}

const Part = memo(({ text }: { text: string }) => (
  <>
    {blocks(text).map((block, at) => (
      <BlockOf key={at} block={block} />
    ))}
  </>
));

export function Markdown({ text, live = false }: { text: string; live?: boolean }) {
  return (
    <div class={live ? "md md-live" : "md"} dir="auto">
      {parts(text).map((part, at) => (
        <Part key={at} text={part} />
      ))}
    </div>
  );
}
