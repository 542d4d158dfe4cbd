package org.healthhut.simulator.device;

/** A tap for tests that look elsewhere. */
record Unwatched() implements Tap {
  @Override
  public void saw(WireFrame frame) {}

  @Override
  public void changed(DeviceState state) {}
}
