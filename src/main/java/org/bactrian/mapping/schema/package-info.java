/**
 * What both systems say of their fields, read from their describes, and what follows from it for a
 * value.
 *
 * <p>Length, type, picklist and writability are known before anything is sent; a row that is doomed
 * costs no call.
 *
 * <p>It knows the form of the two describes, and not how they are fetched.
 */
package org.bactrian.mapping.schema;
