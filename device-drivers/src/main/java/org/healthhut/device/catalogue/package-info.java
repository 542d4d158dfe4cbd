/**
 * The models of devices this program can talk to, as data.
 *
 * <p>{@link org.healthhut.device.catalogue.Catalogue} is the only place that knows every driver.
 */
@NullMarked
package org.healthhut.device.catalogue;

import org.jspecify.annotations.NullMarked;
