/** What the org tells of its objects, their fields and the columns of queries, as JSON. */
package org.bactrian.sandbox.salesforce.rest.describe;
