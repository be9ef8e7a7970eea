/**
 * The settings that everything else is built from: declared once, in {@link
 * org.bactrian.settings.Setting}, read from the command line, the environment and {@code
 * config/application.properties}.
 *
 * <p>They are a package of their own because the composition root reads them and the command line
 * gives them; a wrong one is refused with its place and what to write instead.
 *
 * <p>It knows nothing of what the settings are for.
 */
package org.bactrian.settings;
