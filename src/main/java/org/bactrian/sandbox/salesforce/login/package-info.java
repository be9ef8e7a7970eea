/**
 * What a browser sees of the simulated Salesforce: the authorize endpoint, the pages it leads
 * through (login, e-mailed code, new password, consent) and the mailbox the codes arrive in.
 *
 * <p>The pages follow the real ones in their order, in what they ask and in how they refuse, so
 * that a person or a browser test can connect an app here as it is done there.
 *
 * <p>It may know how tokens are made, but neither the org's records nor the data API; what the
 * pages look like is in the templates.
 */
package org.bactrian.sandbox.salesforce.login;
