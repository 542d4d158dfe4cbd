/**
 * What an operator sets about a kiosk.
 *
 * <p>{@link org.healthhut.kiosk.config.ConfigFile} reads one YAML file into an {@link
 * org.healthhut.kiosk.config.AgentConfig}, which exists only when everything in it is right;
 * otherwise a {@link org.healthhut.kiosk.config.ConfigException} names every mistake at once.
 */
@NullMarked
package org.healthhut.kiosk.config;

import org.jspecify.annotations.NullMarked;
