/**
 * What the kiosk has promised to deliver, until the district has it.
 *
 * <p>A journal forced to disk is the guarantee; H2 follows it in groups, is what everything else
 * reads, and can be rebuilt from the journal at any time. {@link
 * org.healthhut.kiosk.outbox.OutboxCore} does all that, one step at a time; {@link
 * org.healthhut.kiosk.outbox.JournaledOutbox} has the threads.
 */
@NullMarked
package org.healthhut.kiosk.outbox;

import org.jspecify.annotations.NullMarked;
