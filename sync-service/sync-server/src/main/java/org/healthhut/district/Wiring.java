package org.healthhut.district;

import java.security.SecureRandom;
import java.time.InstantSource;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;

/** Checks the settings before anything is started, and brings in the world: clock and chance. */
final class Wiring implements ApplicationContextInitializer<GenericApplicationContext> {
  @Override
  public void initialize(GenericApplicationContext context) {
    var settings = Settings.from(context.getEnvironment());
    var beans = context.getBeanFactory();
    beans.registerSingleton("settings", settings);
    beans.registerSingleton("clock", InstantSource.system());
    beans.registerSingleton("random", new SecureRandom());
  }
}
