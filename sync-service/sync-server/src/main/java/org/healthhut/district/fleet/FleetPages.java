package org.healthhut.district.fleet;

import java.security.Principal;
import org.healthhut.district.access.AuditLog;
import org.healthhut.wire.KioskId;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
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
    page.addAttribute("blocked", fleet.blocks().has(new KioskId(kiosk)));
    page.addAttribute("numberings", fleet.numberings(kiosk));
    page.addAttribute("alarms", fleet.alarms().of(kiosk));
    page.addAttribute("commands", fleet.commands().of(kiosk));
    return "kiosk";
  }

  /** Gives up the numbers {@code first} to {@code last} for ever, as the kiosk's page asked for. */
  @PostMapping("/fleet/{kiosk}/gaps")
  String closeGap(
      @PathVariable String kiosk,
      @RequestParam String epoch,
      @RequestParam long first,
      @RequestParam long last,
      @RequestParam(defaultValue = "false") boolean confirmed,
      Principal person) {
    if (!confirmed) {
      throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
    }
    var action = "gap.closed %s %s %d-%d".formatted(kiosk, epoch, first, last);
    return changed(
        kiosk,
        fleet.gaps().close(kiosk, epoch, first, last, () -> audit.acted(person.getName(), action)));
  }

  @PostMapping("/fleet/{kiosk}/block")
  String block(
      @PathVariable String kiosk,
      @RequestParam(defaultValue = "false") boolean confirmed,
      Principal person) {
    if (!confirmed) {
      throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
    }
    return changed(
        kiosk,
        fleet
            .blocks()
            .block(
                kiosk,
                person.getName(),
                () -> audit.acted(person.getName(), "kiosk.blocked " + kiosk)));
  }

  @PostMapping("/fleet/{kiosk}/unblock")
  String unblock(@PathVariable String kiosk, Principal person) {
    return changed(
        kiosk,
        fleet
            .blocks()
            .unblock(kiosk, () -> audit.acted(person.getName(), "kiosk.unblocked " + kiosk)));
  }

  /** Nothing was to be changed when somebody else has done so, or there is no such kiosk. */
  private static String changed(String kiosk, boolean changed) {
    if (!changed) {
      throw new ResponseStatusException(HttpStatus.CONFLICT);
    }
    return "redirect:/fleet/" + kiosk;
  }

  @PostMapping("/fleet/alarms/{id}/acknowledge")
  String acknowledge(@PathVariable long id, Principal person) {
    audit.acted(person.getName(), "alarm.acknowledged " + id);
    fleet.alarms().acknowledge(id, person.getName());
    return "redirect:/fleet";
  }
}
