/**
 * What all virtual devices of the TaiDoc family say alike: {@link
 * org.healthhut.simulator.device.taidoc.TaiDocPacket packets}, {@link
 * org.healthhut.simulator.device.taidoc.TaiDocCore who they are and what their clock shows}. What
 * one measures stands with the others of its kind.
 */
@NullMarked
package org.healthhut.simulator.device.taidoc;

import org.jspecify.annotations.NullMarked;
