/**
 * The doors of what records consist of: Describe, and the schema APIs that add and change fields
 * and custom objects. It shares the envelope and the paging with the other doors and knows nothing
 * else of them.
 */
package org.bactrian.sandbox.marketo.rest.schema;
