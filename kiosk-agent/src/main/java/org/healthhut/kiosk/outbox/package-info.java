/**
 * What the kiosk has promised to deliver, until the district has it.
 *
 * <p>A journal forced to disk is the guarantee; H2 follows it in groups, is what everything else
 * reads, and can be rebuilt from the journal at any time.
 */
@NullMarked
package org.healthhut.kiosk.outbox;

import org.jspecify.annotations.NullMarked;
