/**
 * The doors of the activity log: reading it page by page, adding activities of kinds that
 * administrators made, and those kinds themselves. It shares the envelope and the paging with the
 * other doors and knows nothing else of them.
 */
package org.bactrian.sandbox.marketo.rest.activity;
