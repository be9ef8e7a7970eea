/**
 * Mappings: which Salesforce field goes to which Marketo field and how, as integration engineers
 * write them in {@code config/mappings}.
 *
 * <p>A mapping is read and checked once ({@link org.bactrian.mapping.file}), and compiled into a
 * {@link org.bactrian.mapping.Translation} that turns records over or says why it can't, before a
 * call is spent on them.
 *
 * <p>It is pure: it knows no Camel, no database and no HTTP.
 */
package org.bactrian.mapping;
