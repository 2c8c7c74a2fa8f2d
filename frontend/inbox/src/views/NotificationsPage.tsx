/** Devices that ring for me: this one on or off, the others, quiet hours, a test that really rings. */
import { useState } from "preact/hooks";
import { clock, minutes, type Able, type Device } from "../model/devices.ts";
import { api } from "../live/api.ts";
import { here, mine, turnOff, turnOn } from "../live/push.ts";
import { useReloaded } from "./record.ts";
import { Age } from "./time.tsx";

function useDevices() {
  const [endpoint, setEndpoint] = useState<string | null>(null);
  const [can, setCan] = useState<Able>(here());
  const desk = useReloaded(api.devices, async () => {
    setCan(here());
    setEndpoint(await mine());
  });
  return { ...desk, endpoint, can };
}

type Desk = ReturnType<typeof useDevices>;

const CANNOT: Record<Exclude<Able, "ready">, { title: string; text: string }> = {
  denied: {
    title: "This browser does not let Deskbell ring.",
    text: "Open the site's settings (the sign beside the address, or Settings > Notifications), allow notifications for this page, then come back.",
  },
  unsupported: {
    title: "This browser cannot ring.",
    text: "Notifications need a current Chrome, Edge, Firefox or Safari, and an address with https. Private windows have none.",
  },
  "home-screen": {
    title: "On iPhone and iPad, put Deskbell on the Home Screen first.",
    text: "Tap the Share sign, then Add to Home Screen. Open Deskbell from there, sign in, and come back to this page.",
  },
};

function ThisDevice({ desk, on }: { desk: Desk; on: Device | undefined }) {
  const { known, can } = desk;
  if (on) {
    return (
      <p class="device-here">
        <b>This device rings</b> when somebody waits and you do not look.
      </p>
    );
  }
  if (can !== "ready") {
    return (
      <div class="held held-page" role="note">
        <p class="held-title">{CANNOT[can].title}</p>
        <p>{CANNOT[can].text}</p>
      </div>
    );
  }
  const start = (): void =>
    void desk.act(async () => {
      const made = await turnOn(known?.key ?? "");
      return made ? "This device is on. Send yourself a test." : "The browser was not allowed to. You can turn it on at any time.";
    });
  return (
    <div class="device-off">
      <p>This device is silent. The browser will ask whether Deskbell may notify you.</p>
      <button class="button button-ink" type="button" onClick={start}>
        Ring on this device
      </button>
    </div>
  );
}

function Health({ device }: { device: Device }) {
  if (!device.healthy) return <p class="problem">Does not arrive: {device.failure ?? "no answer"}</p>;
  if (device.shown_at) {
    return (
      <p class="quiet">
        Last rang: <Age at={device.shown_at} />
      </p>
    );
  }
  return <p class="quiet">{device.delivered_at ? "Sent, and not confirmed by the device" : "Has not rung yet"}</p>;
}

function QuietHours({ device, desk }: { device: Device; desk: Desk }) {
  const { quiet } = device;
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const put = (next: Device["quiet"]): void =>
    void desk.act(async () => {
      await api.changeDevice(device.id, { name: device.name, always: device.always, quiet: next });
      return next ? `Silent from ${clock(next.from)} to ${clock(next.until)}.` : "Rings at any hour.";
    });
  return (
    <div class="device-quiet">
      <label class="check">
        <input type="checkbox" checked={quiet !== null} onChange={(event) => put(event.currentTarget.checked ? { from: 22 * 60, until: 7 * 60, zone } : null)} />
        Quiet hours
      </label>
      {quiet && (
        <span class="device-hours">
          <input type="time" aria-label="Quiet from" value={clock(quiet.from)} onChange={(event) => put({ ...quiet, from: minutes(event.currentTarget.value) })} />
          to
          <input type="time" aria-label="Quiet until" value={clock(quiet.until)} onChange={(event) => put({ ...quiet, until: minutes(event.currentTarget.value) })} />
        </span>
      )}
    </div>
  );
}

function One({ device, desk }: { device: Device; desk: Desk }) {
  const isMine = device.endpoint === desk.endpoint;
  const always = (on: boolean): void =>
    void desk.act(async () => {
      await api.changeDevice(device.id, { name: device.name, always: on, quiet: device.quiet });
      return on ? "Rings off shift, too, when nobody else comes." : "Rings on shift only.";
    });
  return (
    <li class="device" data-healthy={device.healthy}>
      <div class="device-head">
        <p>
          <b>{device.name}</b>
          {isMine && <span class="quiet"> · this device</span>}
        </p>
        <Health device={device} />
      </div>
      <QuietHours device={device} desk={desk} />
      <label class="check">
        <input type="checkbox" checked={device.always} onChange={(event) => always(event.currentTarget.checked)} />
        Also when I am off shift, after a minute in which nobody came
      </label>
      <div class="device-acts">
        <button class="button" type="button" onClick={() => void desk.act(async () => (await api.testDevice(device.id), "A test is on its way."))}>
          Send a test
        </button>
        <button class="button" type="button" onClick={() => void desk.act(async () => (await turnOff(device.id, isMine), `${device.name} is off.`))}>
          Turn off
        </button>
      </div>
    </li>
  );
}

export function NotificationsPage() {
  const desk = useDevices();
  const { known, problem, told } = desk;
  const on = known?.devices.find((device) => device.endpoint === desk.endpoint);
  return (
    <main class="page page-narrow devices-page" aria-busy={!known && !problem}>
      <header class="page-head">
        <h2>Notifications</h2>
        <p>A request for a person rings your devices, one after the other, until somebody takes it. Where nothing rings, the team gets a mail.</p>
      </header>
      <p class={problem ? "problem" : "quiet devices-told"} role={problem ? "alert" : "status"}>
        {problem || told}
      </p>
      {known && <ThisDevice desk={desk} on={on} />}
      {known && known.devices.length > 0 && (
        <section aria-label="Devices">
          <h3>Your devices</h3>
          <ul class="devices">
            {known.devices.map((device) => (
              <One key={device.id} device={device} desk={desk} />
            ))}
          </ul>
        </section>
      )}
    </main>
  );
}
