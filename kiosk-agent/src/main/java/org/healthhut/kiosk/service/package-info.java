/**
 * What a technician does at the kiosk: the page 维护 and what it rests on.
 *
 * <p>{@link org.healthhut.kiosk.service.ServiceDesk} says who may be in, {@link
 * org.healthhut.kiosk.service.ServiceActions} does what the page asks for and {@link
 * org.healthhut.kiosk.service.ServicePages} carries both over HTTP. {@link
 * org.healthhut.kiosk.service.ServiceBook} keeps what was entered about devices; {@link
 * org.healthhut.kiosk.service.Ledger}, {@link org.healthhut.kiosk.service.QueueWatch} and {@link
 * org.healthhut.kiosk.service.LogRing} remember what happened; {@link
 * org.healthhut.kiosk.service.SystemChecks} judges the machine.
 */
@NullMarked
package org.healthhut.kiosk.service;

import org.jspecify.annotations.NullMarked;
