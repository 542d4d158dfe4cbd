/**
 * Small web pages served from this machine to itself, on the JDK's own server.
 *
 * <p>A {@link org.healthhut.kiosk.web.LoopbackServer} carries {@link
 * org.healthhut.kiosk.web.StaticFiles} and an {@link org.healthhut.kiosk.web.EventStream}; a {@link
 * org.healthhut.kiosk.web.Guard} turns away whatever does not come from a page of this start.
 */
@NullMarked
package org.healthhut.kiosk.web;

import org.jspecify.annotations.NullMarked;
