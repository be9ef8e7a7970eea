/**
 * What an extract puts into its file: the rows that fit its filters, column by column. Each kind of
 * row has a class, which checks the request when the job is made and reads the instance when the
 * job runs. It knows no files and no jobs.
 */
package org.bactrian.sandbox.marketo.bulk.selection;
