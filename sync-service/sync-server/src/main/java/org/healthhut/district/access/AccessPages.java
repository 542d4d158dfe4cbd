package org.healthhut.district.access;

import java.util.Map;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;

@Controller
class AccessPages {
  @GetMapping("/login")
  String login() {
    return "login";
  }

  @GetMapping("/")
  String home(Authentication person) {
    boolean doctor =
        person.getAuthorities().stream()
            .anyMatch(authority -> authority.getAuthority().equals("ROLE_" + Role.DOCTOR));
    return doctor ? "redirect:/residents" : "redirect:/fleet";
  }

  /** For programs that post to the API: the header to send and its value. */
  @GetMapping("/api/csrf")
  @ResponseBody
  Map<String, String> csrf(CsrfToken token) {
    return Map.of("header", token.getHeaderName(), "token", token.getToken());
  }
}
