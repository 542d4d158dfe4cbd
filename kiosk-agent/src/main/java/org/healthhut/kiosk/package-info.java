/**
 * The program on the kiosk.
 *
 * <p>An {@link org.healthhut.kiosk.Agent} opens everything in order; one {@link
 * org.healthhut.kiosk.AgentLoop} owns the visit; {@link org.healthhut.kiosk.Parts} are what an
 * agent is made of, real ones or, in tests, fakes.
 */
@NullMarked
package org.healthhut.kiosk;

import org.jspecify.annotations.NullMarked;
