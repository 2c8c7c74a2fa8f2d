export { AnalyticsPage } from "../AnalyticsPage.tsx";
export { ContactPage } from "../ContactPage.tsx";
export { ContactsPage } from "../ContactsPage.tsx";
export { Example } from "../Example.tsx";
