/**
 * What happened to people, and when: Marketo's activity log and the clock that it goes by. The log
 * is what a synchroniser reads, so it says of every activity what the real one says, keeps it as
 * long, and shows it as late. It knows no rules of leads and no HTTP.
 */
package org.bactrian.sandbox.marketo.log;
