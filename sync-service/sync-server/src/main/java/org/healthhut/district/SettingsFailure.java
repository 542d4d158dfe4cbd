package org.healthhut.district;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells wrong settings in plain words instead of a stack trace. */
final class SettingsFailure extends AbstractFailureAnalyzer<SettingsException> {
  @Override
  protected FailureAnalysis analyze(Throwable root, SettingsException cause) {
    return new FailureAnalysis(
        "The settings cannot be used:\n\n  " + String.join("\n  ", cause.mistakes()),
        "Change them in the file given with --config and start again.",
        cause);
  }
}
