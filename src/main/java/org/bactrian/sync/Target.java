package org.bactrian.sync;

/**
 * Where a mapping writes, and how its records are recognised there.
 *
 * @param object the Marketo object
 * @param keyField the field that carries the Salesforce id
 * @param matchField the field of the second match pair, or null where the key alone decides
 * @param keyed whether Marketo itself keeps the key unique, so that an upsert by it is all that is
 *     needed
 */
public record Target(String object, String keyField, String matchField, boolean keyed) {}
