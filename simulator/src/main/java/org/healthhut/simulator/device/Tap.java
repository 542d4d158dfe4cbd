package org.healthhut.simulator.device;

/** Watches a device's line. Called from the device's own thread; must be quick. */
public interface Tap {
  void saw(WireFrame frame);

  void changed(DeviceState state);
}
