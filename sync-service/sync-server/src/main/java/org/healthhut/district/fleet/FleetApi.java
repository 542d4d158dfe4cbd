package org.healthhut.district.fleet;

import java.security.Principal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.healthhut.district.access.AuditLog;
import org.healthhut.wire.Command;
import org.healthhut.wire.CommandSigner;
import org.healthhut.wire.KioskId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The kiosks for programs, behind the same sign-in as the pages. */
@RestController
@RequestMapping("/api")
class FleetApi {
  private static final int HOURS = 24 * 7;
  private static final int HOURS_MAX = 24 * 90;

  private final Fleet fleet;
  private final AuditLog audit;
  private final Optional<CommandSigner> signer;

  FleetApi(Fleet fleet, AuditLog audit, CommandSigning signing) {
    this.fleet = fleet;
    this.audit = audit;
    this.signer = signing.signer();
  }

  @GetMapping("/kiosks")
  List<Numbering> kiosks() {
    return fleet.numberings();
  }

  @GetMapping("/alarms")
  List<Alarms.Alarm> alarms() {
    return fleet.alarms().open();
  }

  @PostMapping("/alarms/{id}/acknowledge")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void acknowledge(@PathVariable long id, Principal person) {
    audit.acted(person.getName(), "alarm.acknowledged " + id);
    if (!fleet.alarms().acknowledge(id, person.getName())) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
  }

  @GetMapping("/kiosks/{kiosk}/commands")
  List<Commands.Issued> commands(@PathVariable String kiosk) {
    return fleet.commands().of(kiosk);
  }

  /**
   * What to command.
   *
   * @param kind as {@link Command#kind}
   * @param content the key, as text, or the configuration; nothing for other kinds
   * @param hours how long it may be carried out; a week unless told
   */
  record Wish(String kind, @Nullable String content, @Nullable Integer hours) {
    @Override
    public String toString() {
      return "Wish[" + kind + "]";
    }
  }

  @PostMapping("/kiosks/{kiosk}/commands")
  @ResponseStatus(HttpStatus.ACCEPTED)
  Commands.Issued command(@PathVariable String kiosk, @RequestBody Wish wish, Principal person) {
    if (signer.isEmpty()) {
      throw new ResponseStatusException(
          HttpStatus.CONFLICT, "this instance has no district.command-key to sign with");
    }
    if (!KioskId.valid(kiosk)) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    int hours = wish.hours() == null ? HOURS : wish.hours();
    if (hours < 1 || hours > HOURS_MAX) {
      throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "hours must be 1.." + HOURS_MAX);
    }
    var command = command(wish);
    audit.acted(person.getName(), "command.issued " + command.kind() + " " + kiosk);
    return fleet
        .commands()
        .issue(new KioskId(kiosk), command, Duration.ofHours(hours), person.getName(), signer.get())
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }

  private static Command command(Wish wish) {
    try {
      return Command.of(wish.kind(), wish.content() == null ? "" : wish.content())
          .orElseThrow(() ->
              new ResponseStatusException(HttpStatus.BAD_REQUEST, "there is no such command"));
    } catch (IllegalArgumentException e) {
      throw new ResponseStatusException(HttpStatus.BAD_REQUEST, e.getMessage(), e);
    }
  }
}
