/** The places of Settings beside each of them; where there is no room, a way back to the list of them. */
import type { ComponentChildren } from "preact";
import type { Route } from "../model/routes.ts";
import { places } from "../model/settings.ts";
import { useScreen } from "../live/screen.ts";
import { Icon } from "./Icon.tsx";
import "../styles/settings.css";

export function Settings({ at, children }: { at: Route["at"]; children: ComponentChildren }) {
  const me = useScreen((s) => s.desk.me);
  return (
    <div class="settings">
      <nav class="settings-nav" aria-label="Settings">
        {me &&
          places(me).map(([name, found]) => (
            <section key={name} aria-label={name}>
              <p class="settings-group">{name}</p>
              {found.map((place) => (
                <a key={place.at} href={place.href} aria-current={at === place.at ? "page" : undefined}>
                  {place.name}
                </a>
              ))}
            </section>
          ))}
      </nav>
      {at !== "more" && (
        <nav class="settings-back" aria-label="Back">
          <a href="/settings/me">
            <Icon name="back" size={18} />
            More
          </a>
        </nav>
      )}
      {children}
    </div>
  );
}

/** The same places as a list to choose from, where they do not stand beside the page. */
export function SettingsList() {
  const me = useScreen((s) => s.desk.me);
  if (!me) return null;
  return (
    <nav class="settings-list" aria-label="Settings">
      <section class="only-phone-block">
        <a href="/analytics">
          <b>Analytics</b>
          <span>What visitors asked for, how soon people came</span>
          <Icon name="forward" size={16} />
        </a>
      </section>
      {places(me).map(([name, found]) => (
        <section key={name} aria-label={name}>
          <p class="settings-group">{name}</p>
          {found
            .filter((place) => place.at !== "more")
            .map((place) => (
              <a key={place.at} href={place.href}>
                <b>{place.name}</b>
                <span>{place.says}</span>
                <Icon name="forward" size={16} />
              </a>
            ))}
        </section>
      ))}
    </nav>
  );
}
