/**
 * Calling Salesforce's SOAP API, for what only it can: the envelope, the session's id that it must
 * hold, and what an answer, a fault or a lost answer means. The calling is done by {@code
 * salesforce:raw} in a route.
 *
 * <p>What such a call does is done for good, and a call may not be made again blindly: a {@link
 * org.bactrian.salesforce.soap.SoapFault} says that nothing was done, a {@link
 * org.bactrian.salesforce.soap.AnswerLost} that no one knows, and where to look.
 *
 * <p>It knows camel-salesforce's session, and neither Marketo nor the database.
 */
package org.bactrian.salesforce.soap;
