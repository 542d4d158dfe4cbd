/**
 * Where wireless meters on the kiosk's own network leave what they have measured.
 *
 * <p>A {@link org.healthhut.kiosk.inlet.MeterPorts} gives each paired meter a port; opening the
 * first one opens the {@code CoapInlet}, which puts what a meter posts into its {@code Mailbox},
 * once, as {@code Counters} remember.
 */
@NullMarked
package org.healthhut.kiosk.inlet;

import org.jspecify.annotations.NullMarked;
