/**
 * The routes' files as integration engineers edit them: checked before Camel reads them, and
 * explained with file and line when Camel can't use them.
 *
 * <p>Camel's own messages name what it expected of its grammar; here they become what a person can
 * act on, and calls to Salesforce that headers could change are found.
 *
 * <p>It knows YAML and Camel's schema of it, and nothing of what the routes do.
 */
package org.bactrian.routes;
