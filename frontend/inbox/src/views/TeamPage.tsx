/** The team: who is in it, who is invited. A link invites; it is shown once, to be passed on. */
import { useEffect, useState } from "preact/hooks";
import { moment } from "../model/clock.ts";
import { isHere, mayManage, ROLE_HELP, ROLE_NAMES, rolesToGive, type Member, type Role, type Team } from "../model/team.ts";
import { api, why } from "../live/api.ts";
import { serverNow, toast, useScreen } from "../live/screen.ts";
import { ShownOnce } from "./Copy.tsx";
import { LastChange } from "./LastChange.tsx";
import { Sure } from "./Sure.tsx";

function RoleChoice({ value, from, name, change }: { value: Role; from: readonly Role[]; name: string; change: (role: Role) => void }) {
  return (
    <select aria-label={name} value={value} onChange={(event) => change(event.currentTarget.value as Role)}>
      {from.map((role) => (
        <option key={role} value={role}>
          {ROLE_NAMES[role]}
        </option>
      ))}
    </select>
  );
}

function seenLine(member: Member): string {
  if (isHere(member, serverNow())) return member.available ? "Here now" : "Here now, away";
  return member.seen_at ? `Last here ${moment(member.seen_at)}` : "Never here yet";
}

function Remove({ member, done }: { member: Member; done: (freed: number) => void }) {
  const remove = (): void => {
    void api.removeMember(member.id).then(({ freed }) => done(freed), (error: unknown) => toast(why(error), { tone: "bad" }));
  };
  return <Sure ask="Remove" label={`Remove ${member.name}`} sure={`Remove ${member.name}`} act={remove} />;
}

function MemberRow({ member, me, reload }: { member: Member; me: { id: string; role: string }; reload: () => void }) {
  const mine = member.id === me.id;
  const manages = !mine && mayManage(me.role, member.role);
  const change = (role: Role): void => {
    void api.setRole(member.id, role).then(reload, (error: unknown) => {
      toast(why(error), { tone: "bad" });
      reload();
    });
  };
  const left = (freed: number): void => {
    toast(freed ? `${member.name} is out. ${freed} of their conversations went back.` : `${member.name} is out.`);
    reload();
  };
  return (
    <li class="person">
      <p class="person-name">
        {member.name}
        {mine && <span class="person-you">you</span>}
      </p>
      <p class="person-more">
        {member.email} · {seenLine(member)}
      </p>
      <div class="person-acts">
        {manages ? <RoleChoice name={`Role of ${member.name}`} value={member.role} from={rolesToGive(me.role)} change={change} /> : <span class="person-role">{ROLE_NAMES[member.role]}</span>}
        {manages && <Remove member={member} done={left} />}
      </div>
    </li>
  );
}

function Invite({ role: mine, reload }: { role: string; reload: () => void }) {
  const [role, setRole] = useState<Role>("operator");
  const [email, setEmail] = useState("");
  const [made, setMade] = useState<{ email: string; link: string } | null>(null);
  const [problem, setProblem] = useState("");
  const submit = (event: Event): void => {
    event.preventDefault();
    setProblem("");
    void api.invite(email.trim(), role).then((invitation) => {
      setMade(invitation);
      setEmail("");
      reload();
    }, (error: unknown) => setProblem(why(error)));
  };
  return (
    <section class="invite">
      <h3>Invite somebody</h3>
      <form class="invite-form" onSubmit={submit}>
        <label class="field">
          <span>E-mail</span>
          <input type="email" required value={email} spellcheck={false} onInput={(event) => setEmail(event.currentTarget.value)} aria-describedby="invite-problem" />
        </label>
        <label class="field">
          <span>Role</span>
          <RoleChoice name="Role" value={role} from={rolesToGive(mine)} change={setRole} />
        </label>
        <button class="button button-ink">Make a link</button>
      </form>
      <p class="field-help">
        {ROLE_NAMES[role]}: {ROLE_HELP[role]}
      </p>
      <p class="problem" id="invite-problem" role="alert">
        {problem}
      </p>
      {made && (
        <ShownOnce text={made.link} what="Link">
          Send this link to <b>{made.email}</b>. It works once, for seven days, and is shown only now.
        </ShownOnce>
      )}
    </section>
  );
}

function Waiting({ team, role, reload }: { team: Team; role: string; reload: () => void }) {
  if (team.invitations.length === 0) return null;
  const revoke = (id: string): void => void api.revokeInvitation(id).then(reload, (error: unknown) => toast(why(error), { tone: "bad" }));
  return (
    <section class="people-part">
      <h3>Invited</h3>
      <ul class="people">
        {team.invitations.map((one) => (
          <li key={one.id} class="person">
            <p class="person-name">{one.email}</p>
            <p class="person-more">
              {ROLE_NAMES[one.role]} · until {moment(one.expires_at)}
            </p>
            <div class="person-acts">
              {mayManage(role, one.role) && (
                <button class="text-button" type="button" onClick={() => revoke(one.id)}>
                  Withdraw
                </button>
              )}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function TeamPage() {
  const me = useScreen((s) => s.desk.me);
  const [team, setTeam] = useState<Team | null>(null);
  const [problem, setProblem] = useState("");
  const reload = (): void => {
    void api.team().then((found) => {
      setTeam(found);
      setProblem("");
    }, (error: unknown) => setProblem(why(error)));
  };
  useEffect(reload, []);
  const mine = { id: me?.operator.id ?? "", role: me?.operator.role ?? "operator" };
  return (
    <main class="page page-narrow" aria-busy={!team && !problem}>
      <header class="page-head">
        <h2>Team</h2>
        <p>
          Everybody here sees all conversations of {me?.workspace.name} and can take them. <LastChange of="team" after={team} />
        </p>
      </header>
      {problem && !team && (
        <div class="empty" role="alert">
          <p>{problem}</p>
          <button class="button" type="button" onClick={reload}>
            Try again
          </button>
        </div>
      )}
      {team && (
        <>
          <ul class="people">
            {team.members.map((member) => (
              <MemberRow key={member.id} member={member} me={mine} reload={reload} />
            ))}
          </ul>
          <Waiting team={team} role={mine.role} reload={reload} />
          {rolesToGive(mine.role).length > 0 && <Invite role={mine.role} reload={reload} />}
        </>
      )}
    </main>
  );
}
