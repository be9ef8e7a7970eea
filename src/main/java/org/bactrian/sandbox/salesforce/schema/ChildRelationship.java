package org.bactrian.sandbox.salesforce.schema;

/**
 * The records of an object that point at a parent.
 *
 * @param field the child's reference to the parent
 * @param name what the parent calls them, or null if it has no name for them
 */
public record ChildRelationship(ObjectType child, Field field, String name) {}
