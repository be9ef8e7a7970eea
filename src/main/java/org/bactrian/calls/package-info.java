/**
 * The boundary that every call to Salesforce or Marketo crosses: who must agree before one leaves,
 * and who is told how it ended.
 *
 * <p>A lease that ran out, a spent quota and the health of a run are about calls of both systems
 * alike, and a call has many ways in: this is the one place where they meet. A listener is asked
 * once for every HTTP request, repeated ones included, at the last moment before it is written.
 *
 * <p>It knows the {@code marketo:} component's calls, no Camel and no database.
 */
package org.bactrian.calls;
