/**
 * What camel-salesforce leaves out of reading an org: which questions find all changes, and how
 * their pages follow one another.
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
 * <p>It knows camel-salesforce's types, and neither Marketo nor the database.
 */
package org.bactrian.salesforce;
