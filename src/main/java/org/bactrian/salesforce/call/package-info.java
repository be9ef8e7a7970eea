/**
 * One exchange with Salesforce, kept within bounds whatever camel-salesforce does: it has a
 * deadline, an answer of bounded size, goes to no other host, and ends in words.
 *
 * <p>camel-salesforce reads answers on threads of its own, where an answer that it does not expect
 * throws and its caller is never told. {@link org.bactrian.salesforce.call.CallEndpoint} takes the
 * place of its endpoints: it waits, notices what is thrown on those threads, checks that an answer
 * has the form that was asked for, and says what came in its place.
 *
 * <p>It knows camel-salesforce and its Jetty client, and nothing of what the records mean.
 */
package org.bactrian.salesforce.call;
