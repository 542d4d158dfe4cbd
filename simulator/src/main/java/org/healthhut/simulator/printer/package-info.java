/**
 * A virtual receipt printer on a pseudo-terminal, for a kiosk that prints slips.
 *
 * <p>{@link org.healthhut.simulator.printer.ReceiptPaper} reads ESC/POS by the command reference
 * and not by what writes it; {@link org.healthhut.simulator.printer.VirtualPrinter} puts it on a
 * line.
 */
@NullMarked
package org.healthhut.simulator.printer;

import org.jspecify.annotations.NullMarked;
