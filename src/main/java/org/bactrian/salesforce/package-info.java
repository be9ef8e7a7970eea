/**
 * What camel-salesforce leaves out: which questions find all changes of an org, how their pages
 * follow one another, and a session that lasts.
 *
 * <p>One composite batch asks for the changes of every object, children before parents: whatever a
 * child refers to had then happened before its parent's object was asked. Queries carry no LIMIT,
 * so that the first page tells the total and the last page that it is the last; a restart asks
 * again from the checkpoint, in the order of (SystemModstamp, Id).
 *
 * <p>A transaction may commit a record with an older SystemModstamp than one already read. So the
 * batch also counts the versions of the last minutes, and only where that count differs from what
 * was read are those minutes read again. Reading them again at each poll was rejected: after a mass
 * load it costs more calls than the load.
 *
 * <p>camel-salesforce logs in once for every request that is refused, ignores a new refresh token,
 * and revokes its access token when it stops. {@link org.bactrian.salesforce.LastingSalesforce}
 * takes its place in the context under the same name: one caller logs in for all, what is granted
 * is kept in {@link org.bactrian.salesforce.Tokens}, and nothing is revoked.
 *
 * <p>It knows camel-salesforce's types, and neither Marketo nor the database.
 */
package org.bactrian.salesforce;
