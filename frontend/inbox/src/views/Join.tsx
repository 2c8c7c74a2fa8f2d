/** The door for whoever was invited: the link's part behind the # is the invitation. */
import { useEffect, useState } from "preact/hooks";
import { ROLE_NAMES, type Role } from "../model/team.ts";
import { api, why } from "../live/api.ts";
import { DeadLink, DoorForm, field, NewPassword } from "./Door.tsx";
import { YourName } from "./SignUp.tsx";

export function Join({ token }: { token: string }) {
  const [asked, setAsked] = useState<{ workspace: string; email: string; role: Role } | null>(null);
  const [closed, setClosed] = useState("");
  useEffect(() => void api.invitation(token).then(setAsked, (error: unknown) => setClosed(why(error))), []);
  const submit = async (form: FormData): Promise<void> => {
    await api.join(token, field(form, "name"), String(form.get("password")), field(form, "code"));
    location.replace("/inbox");
  };
  return (
    <main class="door">
      {closed && <DeadLink problem={closed} href="/inbox" go="Go to the inbox" />}
      {asked && (
        <DoorForm title={`${asked.workspace} would like you at the desk.`} lead={`${ROLE_NAMES[asked.role]}, as ${asked.email}`} go="Join the team" busy="Joining…" submit={submit}>
          <YourName />
          <NewPassword />
          <input type="hidden" name="username" autocomplete="username" value={asked.email} />
        </DoorForm>
      )}
    </main>
  );
}
