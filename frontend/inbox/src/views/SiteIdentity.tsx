/** What a site signs its visitors' identity with: shown on request, and made anew when somebody else may know it. */
import { useState } from "preact/hooks";
import type { Site } from "../model/sites.ts";
import { api, why } from "../live/api.ts";
import { toast } from "../live/screen.ts";
import { CopyLine } from "./Copy.tsx";
import { Sure } from "./Sure.tsx";

export function SiteIdentity({ site }: { site: Site }) {
  const [secret, setSecret] = useState("");
  const [problem, setProblem] = useState("");
  const failed = (error: unknown): void => setProblem(why(error));
  const show = (): void => void api.identity(site.id).then(({ secret: found }) => setSecret(found), failed);
  const renew = (): void =>
    void api.renewIdentity(site.id).then(({ secret: made }) => {
      setSecret(made);
      toast("A new secret. What was signed with the old one counts no more.");
    }, failed);
  return (
    <div class="script-tag">
      <h4>People who are signed in on your site</h4>
      <p>
        Sign who they are on your server (JWT, HS256, with sub, aud = {site.id} and exp), and pass it on: <code>deskbell("identify", {"{ jwt }"})</code>. The same person then has the
        same conversation in every browser. What is not signed is shown as a claim.
      </p>
      {secret ? (
        <CopyLine text={secret} what="Secret" />
      ) : (
        <p>
          <button class="text-button" type="button" onClick={show}>
            Show the secret
          </button>
        </p>
      )}
      {secret && (
        <p>
          <Sure ask="Make a new one" sure="End the old secret now" keep="Keep the old one" act={renew} />
        </p>
      )}
      {problem && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}
