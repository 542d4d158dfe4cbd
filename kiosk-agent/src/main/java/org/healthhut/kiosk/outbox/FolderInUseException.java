package org.healthhut.kiosk.outbox;

import java.io.IOException;

/** Another program keeps its records in the folder; it may be opened once that one has ended. */
public final class FolderInUseException extends IOException {
  private static final long serialVersionUID = 1;

  public FolderInUseException(String message) {
    super(message);
  }
}
