package org.healthhut.district.access;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Tells every page who is looking. */
@ControllerAdvice
class SignedIn {
  /**
   * Who is looking.
   *
   * @param operates may acknowledge alarms, close gaps and block kiosks
   */
  record Person(String name, boolean doctor, boolean operates) {}

  @ModelAttribute("person")
  Person person(@Nullable Authentication signedIn) {
    return signedIn == null
        ? new Person("", false, false)
        : new Person(
            signedIn.getName(),
            has(signedIn, Role.DOCTOR),
            has(signedIn, Role.OPERATOR) || has(signedIn, Role.ADMINISTRATOR));
  }

  private static boolean has(Authentication signedIn, Role role) {
    return signedIn.getAuthorities().stream()
        .anyMatch(authority -> authority.getAuthority().equals("ROLE_" + role));
  }
}
