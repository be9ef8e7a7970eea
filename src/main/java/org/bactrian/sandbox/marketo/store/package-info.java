/**
 * Where the simulated instance keeps its records: fields with types, and packed tables of values. A
 * million leads must fit beside the program under test, so a record is one byte array and an index
 * is three integers a record. It knows no Marketo rules and no HTTP.
 */
package org.bactrian.sandbox.marketo.store;
