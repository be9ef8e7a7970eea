package org.bactrian.sandbox.salesforce.schema;

/**
 * A record type of an object, as describe tells it.
 *
 * @param preset whether new records have it
 */
public record RecordTypeInfo(String id, String name, String developerName, boolean preset) {}
