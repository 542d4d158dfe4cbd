package org.healthhut.district.access;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Tells every page who is looking. */
@ControllerAdvice
class SignedIn {
  record Person(String name, boolean doctor) {}

  @ModelAttribute("person")
  Person person(@Nullable Authentication signedIn) {
    return signedIn == null
        ? new Person("", false)
        : new Person(
            signedIn.getName(),
            signedIn.getAuthorities().stream()
                .anyMatch(authority -> authority.getAuthority().equals("ROLE_" + Role.DOCTOR)));
  }
}
