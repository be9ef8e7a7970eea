/**
 * The command line: what a person types, and the settings that everything else is built from.
 *
 * <p>Settings are declared once, in {@link org.bactrian.cli.Setting}; the reader, its complaints
 * and the shipped {@code config/application.properties} come from there.
 *
 * <p>It knows the composition root's parts by name and decides nothing about records.
 */
package org.bactrian.cli;
