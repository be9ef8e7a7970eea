/**
 * Programs, who is in them and with which values, and the campaigns that people are sent through.
 * They are apart from the people because they refuse by rules of their own: a status only goes
 * forward, and values need a membership. They know no HTTP and run on the instance's thread.
 */
package org.bactrian.sandbox.marketo.program;
