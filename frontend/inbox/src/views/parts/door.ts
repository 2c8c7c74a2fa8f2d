export { Join } from "../Join.tsx";
export { MailedIn } from "../MailedIn.tsx";
export { Reset } from "../Reset.tsx";
export { SignUp } from "../SignUp.tsx";
