/**
 * The doors of programs: the programs themselves, their members with status and fields, campaigns,
 * and what a person is a member of. It shares the envelope and the paging with the other doors and
 * knows nothing else of them.
 */
package org.bactrian.sandbox.marketo.rest.program;
