package org.healthhut.district.record;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.ModelMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.ModelAndView;

/**
 * A visit's results for whoever holds its code, without a name and without a sign-in. A look is
 * counted when the page is sent: asking for the head alone, or fetching ahead of a person's wish,
 * sends nothing and counts nothing. The same browser looking again counts again, since it is given
 * nothing by which it could be known.
 */
@Controller
class TakeAwayPages {
  private static final int CODE_LENGTH = 24;

  private final TakeAways takeAways;
  private final Residents residents;
  private final Sessions sessions;

  TakeAwayPages(TakeAways takeAways, Residents residents, Sessions sessions) {
    this.takeAways = takeAways;
    this.residents = residents;
    this.sessions = sessions;
  }

  @RequestMapping(path = "/t/{code}", method = RequestMethod.HEAD)
  ResponseEntity<Void> head(@PathVariable String code) {
    return ResponseEntity.noContent().build();
  }

  @GetMapping("/t/{code}")
  Object page(@PathVariable String code, HttpServletRequest request) {
    if (isAhead(request, "Sec-Purpose")
        || isAhead(request, "Purpose")
        || isAhead(request, "X-Moz")) {
      return ResponseEntity.noContent().build();
    }
    var opened =
        code.length() == CODE_LENGTH ? takeAways.open(code) : Optional.<TakeAways.Opened>empty();
    if (opened.isEmpty()) {
      return new ModelAndView("taken", HttpStatus.GONE);
    }
    var visit = opened.get().visit();
    var page = new ModelMap("opened", opened.get());
    page.addAttribute("sessions", sessions.ofVisit(visit));
    page.addAttribute("readings", residents.readings(visit));
    return new ModelAndView("taken", page);
  }

  private static boolean isAhead(HttpServletRequest request, String header) {
    var purpose = request.getHeader(header);
    return purpose != null && (purpose.contains("prefetch") || purpose.contains("preview"));
  }
}
