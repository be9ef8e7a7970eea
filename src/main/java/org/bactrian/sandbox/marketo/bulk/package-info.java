/**
 * The simulated instance's bulk doors: files that come in row by row, and extracts that go out as
 * files. Jobs wait, run and end as the instance's clock moves, and their state is worked out when
 * somebody asks, so that a test can put the clock forward instead of waiting. It knows the instance
 * and how calls and answers look, and nothing of the server or of who calls.
 */
package org.bactrian.sandbox.marketo.bulk;
