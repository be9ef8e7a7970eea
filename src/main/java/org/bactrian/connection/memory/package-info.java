/**
 * What is remembered of the connection, in the database and so the same for every process; secrets
 * only as Tink's AES-256-GCM ciphertext, each bound to its name, so that none can be put in
 * another's place.
 *
 * <p>The key comes from a setting or lies in a file that only its owner may read. It can be
 * replaced while everything stays readable: for a time there are two keys, the newest first. A
 * wrong or lost key is refused at the start, before anything is written with another.
 *
 * <p>It knows Tink, the settings of the key and the entries, and not what they are for.
 */
package org.bactrian.connection.memory;
