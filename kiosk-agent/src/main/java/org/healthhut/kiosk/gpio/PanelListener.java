package org.healthhut.kiosk.gpio;

/** Told what people do at the kiosk's own wires, from the thread that watches them. */
public interface PanelListener {
  /** Somebody pressed the start button. */
  void startPressed();

  /** Somebody came, or everybody has left. */
  void presence(boolean occupied);
}
