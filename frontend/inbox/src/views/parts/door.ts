export { Join } from "../Join.tsx";
export { Reset } from "../Reset.tsx";
export { SignUp } from "../SignUp.tsx";
