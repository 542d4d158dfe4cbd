package org.healthhut.district.care;

import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.healthhut.district.access.AuditLog;
import org.healthhut.district.record.Residents;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ResponseStatusException;

@Controller
class TaskPages {
  private static final int OPEN_MAX = 200;
  private static final int HANDLED_MAX = 50;

  private final Tasks tasks;
  private final Residents residents;
  private final AuditLog audit;

  TaskPages(Tasks tasks, Residents residents, AuditLog audit) {
    this.tasks = tasks;
    this.residents = residents;
    this.audit = audit;
  }

  @GetMapping("/tasks")
  String tasks(Model page, Principal person) {
    audit.acted(person.getName(), "tasks.listed");
    var open = tasks.open(OPEN_MAX);
    var handled = tasks.handled(HANDLED_MAX);
    page.addAttribute("open", open);
    page.addAttribute("handled", handled);
    page.addAttribute("residents", residents(open, handled));
    return "tasks";
  }

  private Map<UUID, Residents.Resident> residents(List<Task> open, List<Task> handled) {
    var ids =
        Stream.concat(open.stream(), handled.stream())
            .map(Task::resident)
            .filter(Objects::nonNull)
            .distinct()
            .toList();
    return residents.among(ids).stream()
        .collect(Collectors.toMap(Residents.Resident::id, Function.identity()));
  }

  /** Handling what another has handled meanwhile changes nothing. */
  @PostMapping("/tasks/{id}/handled")
  String handled(@PathVariable long id, Principal person) {
    var task = tasks.one(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    if (task.resident() == null) {
      audit.acted(person.getName(), "task.handled " + id);
    } else {
      audit.looked(person.getName(), "task.handled " + id, task.resident());
    }
    tasks.handle(id, person.getName());
    return "redirect:/tasks";
  }
}
