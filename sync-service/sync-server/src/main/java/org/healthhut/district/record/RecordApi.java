package org.healthhut.district.record;

import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.healthhut.district.access.AuditLog;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The record for programs, behind the same sign-in as the pages. */
@RestController
@RequestMapping("/api/residents")
class RecordApi {
  private static final int READINGS_MAX = 1000;
  private static final int FOUND_MAX = 100;

  private final Residents residents;
  private final AuditLog audit;

  RecordApi(Residents residents, AuditLog audit) {
    this.residents = residents;
    this.audit = audit;
  }

  /**
   * @param identityNumber the whole number or its last four characters
   */
  record Search(String identityNumber) {
    @Override
    public String toString() {
      return "Search[hidden]";
    }
  }

  record Match(
      UUID id, String maskedNumber, String sex, int age, @Nullable Instant lastReadingAt) {}

  @PostMapping("/search")
  List<Match> search(@RequestBody Search search, Principal person) {
    audit.acted(person.getName(), "residents.searched");
    var found =
        residents
            .search(search.identityNumber(), FOUND_MAX)
            .orElseThrow(() -> new ResponseStatusException(HttpStatus.BAD_REQUEST));
    return residents.among(found).stream()
        .map(resident ->
            new Match(
                resident.id(),
                resident.maskedNumber(),
                resident.sex(),
                resident.age(),
                resident.lastReadingAt()))
        .toList();
  }

  /** Newest first. */
  @GetMapping("/{id}/readings")
  List<ReadingView> readings(
      @PathVariable UUID id, @RequestParam(defaultValue = "50") int limit, Principal person) {
    if (limit < 1 || limit > READINGS_MAX || residents.one(id).isEmpty()) {
      throw new ResponseStatusException(
          limit < 1 || limit > READINGS_MAX ? HttpStatus.BAD_REQUEST : HttpStatus.NOT_FOUND);
    }
    audit.looked(person.getName(), "readings.read", id);
    return residents.readings(id, limit);
  }
}
