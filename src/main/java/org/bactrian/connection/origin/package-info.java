/**
 * Which org and which instance the database belongs to, and the refusal of any other.
 *
 * <p>Links, checkpoints and decisions are about two systems; with another org's records beside them
 * they would be taken for deletions and edits. However the credentials were given (settings,
 * browser, sandbox), an access token is used only after the org that it belongs to was compared
 * here, and Marketo's client is made only for the instance that belongs here.
 *
 * <p>It knows the database's binding and how the two systems name themselves, and no route, no
 * secret and no sandbox: whether an address is a simulated system it asks the composition root.
 */
package org.bactrian.connection.origin;
