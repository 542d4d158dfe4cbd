/**
 * The virtual bench: devices on a table, every byte on their lines, every fault at a click.
 *
 * <p>A {@link org.healthhut.simulator.bench.Bench} holds the devices and what their lines carried;
 * a {@link org.healthhut.simulator.bench.BenchServer} shows it as a page. Everything on the page is
 * an HTTP call, so that scenarios, tests and people drive the same bench.
 */
@NullMarked
package org.healthhut.simulator.bench;

import org.jspecify.annotations.NullMarked;
