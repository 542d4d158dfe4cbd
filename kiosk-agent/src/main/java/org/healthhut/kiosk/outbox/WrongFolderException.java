package org.healthhut.kiosk.outbox;

import java.io.IOException;

/** The folder is another kiosk's: waiting does not help, the configuration must be corrected. */
public final class WrongFolderException extends IOException {
  private static final long serialVersionUID = 1;

  public WrongFolderException(String message) {
    super(message);
  }
}
