/** Times and days as the visitor counts them. Making a locale's formatter costs a slow phone more than 100 ms: only
 * history, and a team that is away, are worth that. */
import type { Entry, Model } from "./kit";
import type { Item } from "./state";

export function calendar(lang: string, model: Model) {
  /** When the day began that was shown as today. */
  let today = 0;

  const time = ({ at }: Entry) => (at ? new Date(at).toTimeString().slice(0, 5) : "");
  const midnight = (at: number) => new Date(at).setHours(0, 0, 0, 0);
  const now = () => midnight(Date.now() + model.state.skew);

  function dayName(at: number) {
    const ago = Math.round((today - midnight(at)) / 864e5);
    return ago < 2 ? new Intl.RelativeTimeFormat(lang, { numeric: "auto" }).format(-ago, "day") : new Date(at).toLocaleDateString(lang, { weekday: "long", day: "numeric", month: "long", ...(ago > 300 && { year: "numeric" }) });
  }

  /** With a line where a day begins, unless all of it is today's. */
  function days(items: Item[]): Entry[] {
    let day = today = now();
    return items.flatMap((item) => {
      const own = midnight(item.at);
      if (own == day) return [item];
      day = own;
      // The day's name is another one tomorrow.
      return [{ ...item, key: "" + own + today, type: "state", code: "day", s: 0, text: "", files: [] }, item];
    });
  }

  /** When a closed team is back, on the visitor's own clock; the date where the day of the week would not do. */
  function moment(at: number) {
    const soon = at - Date.now() < 5184e5;
    return new Date(at).toLocaleString(lang, { weekday: "long", hour: "2-digit", minute: "2-digit", ...(!soon && { day: "numeric", month: "long" }) });
  }

  /** Midnight has passed since. */
  const turned = () => !!today && today != now();

  return { time, moment, days, dayName, turned };
}
