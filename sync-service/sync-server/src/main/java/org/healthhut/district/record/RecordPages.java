package org.healthhut.district.record;

import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.security.Principal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.healthhut.district.access.AuditLog;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

@Controller
class RecordPages {
  private static final String FOUND = "residents.found";
  private static final int LIST_MAX = 100;
  private static final int TYPED_MAX = 64;
  private static final int READINGS_MAX = 200;
  private static final int SESSIONS_MAX = 200;
  private static final int DOCTOR_MAX = 50;

  private final Residents residents;
  private final Sessions sessions;
  private final Claims claims;
  private final Quarantine quarantine;
  private final AuditLog audit;

  RecordPages(
      Residents residents,
      Sessions sessions,
      Claims claims,
      Quarantine quarantine,
      AuditLog audit) {
    this.residents = residents;
    this.sessions = sessions;
    this.claims = claims;
    this.quarantine = quarantine;
    this.audit = audit;
  }

  /** The residents a search found. The session keeps their ids and never what was typed. */
  record Found(List<UUID> ids) implements Serializable {
    Found {
      ids = List.copyOf(ids);
    }
  }

  @GetMapping("/residents")
  String residents(Model page, Principal person, HttpSession session) {
    audit.acted(person.getName(), "residents.listed");
    var found = (Found) session.getAttribute(FOUND);
    page.addAttribute("searched", found != null);
    page.addAttribute(
        "residents", found == null ? residents.newest(LIST_MAX) : residents.among(found.ids()));
    return "residents";
  }

  /** By POST, so that no identity number is ever in an address or a log of addresses. */
  @PostMapping("/residents/search")
  String search(
      @RequestParam String number,
      Principal person,
      HttpSession session,
      RedirectAttributes redirect) {
    audit.acted(person.getName(), "residents.searched");
    Optional<List<UUID>> found =
        number.length() > TYPED_MAX ? Optional.empty() : residents.search(number, LIST_MAX);
    if (found.isPresent()) {
      session.setAttribute(FOUND, new Found(found.get()));
    } else {
      redirect.addFlashAttribute("mistyped", true);
    }
    return "redirect:/residents";
  }

  @PostMapping("/residents/search/clear")
  String clear(HttpSession session) {
    session.removeAttribute(FOUND);
    return "redirect:/residents";
  }

  @GetMapping("/residents/{id}")
  String resident(@PathVariable UUID id, Model page, Principal person) {
    var resident = known(id);
    audit.looked(person.getName(), "resident.viewed", id);
    page.addAttribute("resident", resident);
    show(id, residents.stamp(id), page);
    return "resident";
  }

  /** What the page asks for again and again; there is no content unless something is new. */
  @GetMapping("/residents/{id}/record")
  Object news(@PathVariable UUID id, @RequestParam String seen, Model page, Principal person) {
    var stamp = residents.stamp(id);
    if (stamp.equals(seen)) {
      return ResponseEntity.noContent().build();
    }
    page.addAttribute("resident", known(id));
    audit.looked(person.getName(), "resident.refreshed", id);
    show(id, stamp, page);
    return "resident :: record";
  }

  /** Who is their family doctor, as the kiosk names them. */
  @PostMapping("/residents/{id}/doctor")
  String sign(@PathVariable UUID id, @RequestParam String doctor, Principal person) {
    known(id);
    var name = doctor.strip();
    if (name.length() > DOCTOR_MAX || name.chars().anyMatch(Character::isISOControl)) {
      throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
    }
    audit.looked(person.getName(), "resident.signed", id);
    residents.sign(id, name);
    return "redirect:/residents/" + id;
  }

  private Residents.Resident known(UUID id) {
    return residents.one(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }

  private void show(UUID id, String stamp, Model page) {
    var readings = residents.readings(id, READINGS_MAX);
    var assessed = sessions.ofResident(id, SESSIONS_MAX);
    var pressure = newest(readings, ReadingView::systolic);
    page.addAttribute("stamp", stamp);
    page.addAttribute("sessions", assessed);
    page.addAttribute("readings", readings);
    page.addAttribute("assessed", ofSittings(assessed, readings));
    page.addAttribute("pressure", pressure);
    var session = session(assessed, pressure);
    page.addAttribute("pressureSession", session);
    page.addAttribute("pressureRemarks", session == null ? List.of() : remarks(session, readings));
    page.addAttribute("glucose", newest(readings, ReadingView::glucose));
    page.addAttribute("weight", newest(readings, ReadingView::weight));
  }

  /** What the kiosk made of the sitting a blood pressure belongs to; null where it made nothing. */
  private static @Nullable SessionView session(
      List<SessionView> assessed, @Nullable ReadingView pressure) {
    return pressure == null
        ? null
        : assessed.stream()
            .filter(session -> session.systolic() != null && session.holds(pressure))
            .findFirst()
            .orElse(null);
  }

  /** The blood pressures that a session's value stands for, as parts of it or as left out. */
  private static Set<ReadingView> ofSittings(
      List<SessionView> assessed, List<ReadingView> readings) {
    var sittings = assessed.stream().filter(session -> session.systolic() != null).toList();
    return readings.stream()
        .filter(reading -> reading.systolic() != null)
        .filter(reading -> sittings.stream().anyMatch(session -> session.holds(reading)))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** What must be known of a session, and of the readings its value was made of. */
  private static List<String> remarks(SessionView session, List<ReadingView> readings) {
    return Stream.concat(
            session.remarks().stream(),
            readings.stream().filter(session::counts).flatMap(used -> used.remarks().stream()))
        .distinct()
        .toList();
  }

  private static @Nullable ReadingView newest(
      List<ReadingView> readings, Function<ReadingView, ReadingView.@Nullable Value> metric) {
    for (var reading : readings) {
      if (metric.apply(reading) != null) {
        return reading;
      }
    }
    return null;
  }

  @GetMapping("/unclaimed")
  String unclaimed(Model page, Principal person) {
    audit.acted(person.getName(), "unclaimed.viewed");
    page.addAttribute("readings", residents.unclaimed(LIST_MAX));
    return "unclaimed";
  }

  /** By POST, so that neither code nor identity number is in an address. */
  @PostMapping("/unclaimed/claim")
  String claim(
      @RequestParam String code,
      @RequestParam String number,
      Principal person,
      RedirectAttributes redirect) {
    audit.acted(person.getName(), "visit.claiming");
    var outcome =
        code.length() > TYPED_MAX || number.length() > TYPED_MAX
            ? new Claims.Outcome.NoSuchCode()
            : claims.claim(code, number, person.getName());
    return switch (outcome) {
      case Claims.Outcome.Claimed(UUID resident) -> {
        audit.looked(person.getName(), "visit.claimed", resident);
        yield "redirect:/residents/" + resident;
      }
      case Claims.Outcome.NoSuchCode _ -> mistaken(redirect, "这个码不对，或已超过 24 小时。");
      case Claims.Outcome.NotAGuests _ -> mistaken(redirect, "这次到访已经有归属了。");
      case Claims.Outcome.NobodyMeant _ -> mistaken(redirect, "请输入完整的 18 位身份证号；后四位只能用于唯一一位已知居民。");
    };
  }

  private static String mistaken(RedirectAttributes redirect, String why) {
    redirect.addFlashAttribute("mistake", why);
    return "redirect:/unclaimed";
  }

  @GetMapping("/quarantine")
  String quarantine(Model page) {
    page.addAttribute("count", quarantine.count());
    page.addAttribute("rows", quarantine.newest(READINGS_MAX));
    return "quarantine";
  }
}
