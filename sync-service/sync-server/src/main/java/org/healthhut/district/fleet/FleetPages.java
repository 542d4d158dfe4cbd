package org.healthhut.district.fleet;

import java.security.Principal;
import org.healthhut.district.access.AuditLog;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ResponseStatusException;

@Controller
class FleetPages {
  private final Fleet fleet;
  private final AuditLog audit;

  FleetPages(Fleet fleet, AuditLog audit) {
    this.fleet = fleet;
    this.audit = audit;
  }

  @GetMapping("/fleet")
  String fleet(Model page) {
    page.addAttribute("numberings", fleet.numberings());
    page.addAttribute("alarms", fleet.alarms().open());
    return "fleet";
  }

  @GetMapping("/fleet/{kiosk}")
  String kiosk(@PathVariable String kiosk, Model page) {
    if (fleet.devices(kiosk).isEmpty()) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    page.addAttribute("kiosk", kiosk);
    page.addAttribute("numberings", fleet.numberings(kiosk));
    page.addAttribute("alarms", fleet.alarms().of(kiosk));
    page.addAttribute("commands", fleet.commands().of(kiosk));
    return "kiosk";
  }

  @PostMapping("/fleet/alarms/{id}/acknowledge")
  String acknowledge(@PathVariable long id, Principal person) {
    audit.acted(person.getName(), "alarm.acknowledged " + id);
    fleet.alarms().acknowledge(id, person.getName());
    return "redirect:/fleet";
  }
}
